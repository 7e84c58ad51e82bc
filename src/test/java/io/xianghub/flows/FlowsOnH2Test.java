package io.xianghub.flows;

class FlowsOnH2Test extends FlowsContract {}
