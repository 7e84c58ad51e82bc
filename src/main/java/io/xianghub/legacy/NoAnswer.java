package io.xianghub.legacy;

/** An answer that says nothing but its status; what stands in its body, if anything does, is not looked at. */
record NoAnswer() implements AnswerBody {

    @Override
    public Reading read(byte[] body) {
        return new Reading.Tree(null);
    }

    @Override
    public String accept() {
        return "*/*";
    }

    @Override
    public String word() {
        return "nothing";
    }
}
