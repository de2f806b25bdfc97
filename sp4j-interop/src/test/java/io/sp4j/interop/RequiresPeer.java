package io.sp4j.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a class of tests, and says so, where a peer is not installed; {@link PeersTest} fails where it had to be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RequiresPeer.Condition.class)
@interface RequiresPeer {
    /** The name of the peer. */
    String value();

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Peer peer = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RequiresPeer.class)
                    .map(wanted -> Peers.named(wanted.value()))
                    .orElseThrow();
            if (peer.isPresent()) {
                return ConditionEvaluationResult.enabled(peer.name() + " is installed");
            }
            String why = peer.name() + " is not installed (" + peer.source() + ")";
            if (context.getTestMethod().isEmpty()) {
                System.out.println(context.getDisplayName() + " skipped: " + why);
            }
            return ConditionEvaluationResult.disabled(why);
        }
    }
}
