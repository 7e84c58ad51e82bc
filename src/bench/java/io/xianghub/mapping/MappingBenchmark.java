package io.xianghub.mapping;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times the same mapping, bytes in and bytes out, by the hub and by other tools. By hand: {@code .ci/bench}; that all make the
 * same of the same is asked by a test in each build.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MappingBenchmark {

    @Param
    public Tool tool;

    @Param({"1", "10", "100"})
    public int kilobytes;

    private Contender contender;
    private byte[] json;
    private byte[] xml;
    private byte[] contract;

    @Setup
    public void prepare() throws Exception {
        contender = tool.ready();
        json = Bodies.json(kilobytes);
        xml = Bodies.xml(kilobytes);
        contract = Bodies.contract(kilobytes);
    }

    @Benchmark
    public byte[] jsonToJson() throws Exception {
        return contender.jsonToJson(json);
    }

    @Benchmark
    public byte[] xmlToJson() throws Exception {
        return contender.xmlToJson(xml);
    }

    @Benchmark
    public byte[] jsonToXml() throws Exception {
        return contender.jsonToXml(contract);
    }
}
