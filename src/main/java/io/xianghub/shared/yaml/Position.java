package io.xianghub.shared.yaml;

/** A place in a file; line and column count from 1, and 0 means the whole file. */
public record Position(String file, int line, int column) {

    public static Position whole(String file) {
        return new Position(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
