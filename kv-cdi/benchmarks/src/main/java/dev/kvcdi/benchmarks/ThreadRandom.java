package dev.kvcdi.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A random generator of each thread, with seeds that are the same in every run. */
@State(Scope.Thread)
public class ThreadRandom {

    private static final AtomicLong SEEDS = new AtomicLong(7);

    final SplittableRandom random = new SplittableRandom(SEEDS.getAndAdd(31));

    /** Called by JMH. */
    public ThreadRandom() {}
}
