package io.github.puppetha.testkit.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts the {@link io.github.puppetha.testkit.FakeMaster} of a field, and closes it: a static one
 * for all tests of the class, any other for each test anew. What the field is initialised with is
 * started; where it is null, one with all defaults is put there.
 *
 * <pre>{@code
 * @StartFakeMaster static FakeMaster ca = FakeMaster.builder().name("puppet.example.test").build();
 * @StartFakeMaster FakeMaster compiler = FakeMaster.builder().caOf(ca).build();
 * }</pre>
 */
@Documented
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PuppetHaExtension.class)
public @interface StartFakeMaster {}
