package io.xianghub.bundle.camel;

import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.WhenDefinition;

/**
 * Where a step stands in the bundle's files.
 *
 * @param text such as {@code routes/housing-fund/notify.camel.yaml:12 (split)}
 * @param references how many values its expression puts together
 */
record StepPlace(String text, int references) {

    static StepPlace of(NamedNode node) {
        String file = node.getLocation() == null ? "?" : node.getLocation();
        // Camel writes a scheme before the path that it was given
        String path = file.substring(file.indexOf(':') + 1);
        return new StepPlace(path + ":" + node.getLineNumber() + " (" + node.getShortName() + ")", references(node));
    }

    private static int references(NamedNode node) {
        int most = node instanceof ExpressionNode step ? references(step) : 1;
        if (node instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                most = Math.max(most, references(when));
            }
        }
        return most;
    }

    private static int references(ExpressionNode step) {
        if (step.getExpression() == null || step.getExpression().getExpression() == null) {
            return 1;
        }
        return step.getExpression().getExpression().split("\\$\\{", -1).length - 1;
    }
}
