/**
 * The contract of a driver as a JUnit suite. The author of a driver writes a {@link dev.kvcdi.testkit.DriverHarness}, extends {@link
 * dev.kvcdi.testkit.DriverContract}, and has every promise of the API tested on that driver.
 *
 * <pre>{@code
 * class AcmeContractTest extends DriverContract {
 *   @Override
 *   protected DriverHarness harness() {
 *     return new DriverHarness() {
 *       @Override
 *       public KVDriver driver() {
 *         return new AcmeDriver();
 *       }
 *     };
 *   }
 * }
 * }</pre>
 *
 * <p>The suite runs wherever JUnit Jupiter does, inside an application server too. It uses the temporary folder of the JVM, starts
 * threads of its own and ends them, and needs a JSON-B provider. No test of it is ever skipped: where a store lacks a capability, the
 * tests of that capability check that its operations are refused by name.
 *
 * <p>{@link dev.kvcdi.testkit.TcpProxy} is for a driver's own tests of lost connections, which the suite cannot make.
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code kvcdi.contract.seed}: the seed of the random tests, a whole number; each failure prints the one it had.
 *   <li>{@code kvcdi.contract.scale}: how many times as long the random and the racing tests run, 1 unless given. For soaks, also
 *       switch the time limits off with {@code junit.jupiter.execution.timeout.mode=disabled}.
 *   <li>{@code kvcdi.contract.outages}: how many outages that are over at once the writers beside outages meet, 10 unless given.
 *   <li>{@code kvcdi.contract.patience}: the seconds that a test waits for what happens on other threads before it fails, 60 unless
 *       given.
 *   <li>{@code kvcdi.contract.healing}: the seconds after an outage within which everything has to work again, 10 unless given, as the
 *       contract says; for machines too busy to judge by.
 *   <li>{@code kvcdi.contract.grace}: the seconds by which a call may miss its timeout, 1 unless given; for such machines too.
 * </ul>
 */
@NullMarked
package dev.kvcdi.testkit;

import org.jspecify.annotations.NullMarked;
