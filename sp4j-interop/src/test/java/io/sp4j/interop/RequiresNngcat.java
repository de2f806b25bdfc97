package io.sp4j.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class of tests, and says so, where nngcat is not installed. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RequiresNngcat.Condition.class)
@interface RequiresNngcat {

    /** Looks for it on the PATH. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Nngcat.executable().isPresent()) {
                return ConditionEvaluationResult.enabled("nngcat is installed");
            }
            String why = "nngcat is not on the PATH (Debian: apt-get install nng-utils)";
            if (context.getTestMethod().isEmpty()) {
                System.out.println(context.getDisplayName() + " skipped: " + why);
            }
            return ConditionEvaluationResult.disabled(why);
        }
    }
}
