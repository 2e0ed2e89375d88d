package io.github.puppetha.testkit.junit5;

import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeMaster;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * Starts what the fields with {@link StartFakeMaster} and {@link StartFakeDns} hold. JUnit's store
 * (5.13 and later) closes it. The annotations bring this extension; it need not be named.
 */
public final class PuppetHaExtension implements BeforeAllCallback, BeforeEachCallback {
  /** For JUnit. */
  public PuppetHaExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    startAll(context, null, ModifierSupport::isStatic);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    for (Object test : context.getRequiredTestInstances().getAllInstances()) {
      startAll(context, test, ModifierSupport::isNotStatic);
    }
  }

  private static void startAll(
      ExtensionContext context, @Nullable Object test, Predicate<Field> which) {
    Class<?> type = test == null ? context.getRequiredTestClass() : test.getClass();
    for (Field field : fields(type, StartFakeMaster.class, which)) {
      start(context, test, field, FakeMaster.class, PuppetHaExtension::master);
    }
    for (Field field : fields(type, StartFakeDns.class, which)) {
      start(context, test, field, FakeDns.class, dns -> dns == null ? FakeDns.start() : dns);
    }
  }

  private static List<Field> fields(
      Class<?> type, Class<? extends Annotation> annotation, Predicate<Field> which) {
    return AnnotationSupport.findAnnotatedFields(type, annotation, which);
  }

  private static FakeMaster master(@Nullable FakeMaster given) {
    return given == null ? FakeMaster.builder().start() : given.start();
  }

  private static <T extends AutoCloseable> void start(
      ExtensionContext context,
      @Nullable Object test,
      Field field,
      Class<T> type,
      UnaryOperator<@Nullable T> starter) {
    if (field.getType() != type) {
      String message = "the type of " + field + " is not " + type.getSimpleName();
      throw new ExtensionConfigurationException(message);
    }
    try {
      field.setAccessible(true);
      T given = type.cast(field.get(test));
      T started = starter.apply(given);
      if (started != given) {
        field.set(test, started);
      }
      store(context).put(field, started);
    } catch (IllegalAccessException e) {
      throw new ExtensionConfigurationException("could not set " + field, e);
    }
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(PuppetHaExtension.class));
  }
}
