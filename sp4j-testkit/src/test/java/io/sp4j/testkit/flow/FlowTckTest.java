package io.sp4j.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testng.ITestContext;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** Runs the rules of Reactive Streams, which are TestNG tests, against publishers and subscribers of sockets. */
@ExtendWith(LeakGate.class)
class FlowTckTest {
    private static final int RULES_OF_EITHER_AT_LEAST = 10;

    @ParameterizedTest
    @ValueSource(classes = {PublisherRules.class, SubscriberRules.class})
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    @Spec("api.md D19")
    void keepsTheRulesOfReactiveStreams(Class<?> rules) {
        Results results = new Results();
        TestNG testng = new TestNG(false);
        testng.setTestClasses(new Class<?>[] {rules});
        testng.addListener(results);
        testng.setVerbose(0);
        testng.run();
        assertThat(results.failed).isEmpty();
        assertThat(results.passed).hasSizeGreaterThanOrEqualTo(RULES_OF_EITHER_AT_LEAST);
    }

    private static final class Results implements ITestListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(result.getName() + ": " + result.getThrowable());
        }

        @Override
        public void onFinish(ITestContext context) {
            context.getFailedConfigurations().getAllResults().forEach(this::onTestFailure);
        }
    }
}
