package io.xianghub.record;

/** The exchange log. */
public interface Exchanges {

    /** Writes the row durably before it returns; inside a transaction it commits with it. */
    void record(Exchange exchange);
}
