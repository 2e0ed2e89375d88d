package io.github.puppetha.testkit.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Puts a {@link io.github.puppetha.testkit.FakeDns} into a field that is null, and closes it: a
 * static one for all tests of the class, any other for each test anew.
 *
 * <pre>{@code
 * @StartFakeDns FakeDns dns;
 * @StartFakeDns static FakeDns ours = FakeDns.start().a("puppet.example.test", "127.0.0.1");
 * }</pre>
 */
@Documented
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PuppetHaExtension.class)
public @interface StartFakeDns {}
