package io.xianghub.bundle.camel.budget;

import java.util.Iterator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** The items of a split, each of which counts as a step, so that a split without steps ends as well. */
final class CountedItems extends ExpressionAdapter {

    private final Expression items;
    private final String place;

    CountedItems(Expression items, String place) {
        this.items = items;
        this.place = place;
    }

    @Override
    public void init(CamelContext context) {
        super.init(context);
        items.init(context);
    }

    @Override
    public @Nullable Object evaluate(Exchange exchange) {
        Iterator<?> all = ObjectHelper.createIterator(items.evaluate(exchange, Object.class), ",");
        Frame frame = Frame.of(exchange);
        return frame == null ? all : new Counted(all, frame.budget(), place);
    }

    private record Counted(Iterator<?> all, InputBudget budget, String place) implements Iterator<Object> {

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public Object next() {
            budget.step(place);
            return all.next();
        }
    }
}
