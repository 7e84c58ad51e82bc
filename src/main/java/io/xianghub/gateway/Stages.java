package io.xianghub.gateway;

import java.util.List;

/** The stages of a standard call in the order in which it passes them. */
record Stages(List<Stage> inOrder) {

    Stages {
        inOrder = List.copyOf(inOrder);
    }

    void pass(Call call) {
        inOrder.forEach(stage -> stage.pass(call));
    }
}
