package io.sp4j.pages;

import io.sp4j.SpSocket;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A change of the public API is seen in a review, since its listing changes with it. */
class PublicApiTest {
    private static final List<String> PACKAGES = List.of("io/sp4j", "io/sp4j/spi");

    @Test
    void isTheOneThatIsListed() throws IOException, ReflectiveOperationException, URISyntaxException {
        StringBuilder listing = new StringBuilder();
        for (Class<?> type : exported()) {
            listing.append(describe(type)).append('\n');
            members(type)
                    .forEach(member -> listing.append("    ").append(member).append('\n'));
            listing.append('\n');
        }
        CheckedPage.check("docs/public-api.txt", listing.toString());
    }

    private static List<Class<?>> exported() throws IOException, ReflectiveOperationException, URISyntaxException {
        Path classes = Path.of(SpSocket.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> found = new ArrayList<>();
        for (String folder : PACKAGES) {
            try (Stream<Path> files = Files.list(classes.resolve(folder))) {
                for (String name : files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .toList()) {
                    Class<?> type = Class.forName(
                            folder.replace('/', '.') + '.' + name.substring(0, name.length() - ".class".length()),
                            false,
                            PublicApiTest.class.getClassLoader());
                    if (isVisible(type)) {
                        found.add(type);
                    }
                }
            }
        }
        found.sort(Comparator.comparing(Class::getName));
        return found;
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && isVisible(type.getModifiers())
                && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String describe(Class<?> type) {
        String supertype = type.getGenericSuperclass() == null || type.isEnum() || type.isRecord()
                ? ""
                : " extends " + shortened(type.getGenericSuperclass().getTypeName());
        String interfaces = Arrays.stream(type.getGenericInterfaces())
                .map(each -> shortened(each.getTypeName()))
                .collect(Collectors.joining(", "));
        String sealed = type.isSealed() ? "sealed " : "";
        return sealed
                + shortened(type.toGenericString().replaceAll("\\b(non-)?sealed ", ""))
                + (supertype.equals(" extends Object") ? "" : supertype)
                + (interfaces.isEmpty() ? "" : (type.isInterface() ? " extends " : " implements ") + interfaces);
    }

    /** Members that a user of the type sees, those of package-private supertypes included. */
    private static TreeSet<String> members(Class<?> type) {
        TreeSet<String> members = new TreeSet<>();
        for (Class<?> each = type; each != null && (each == type || !isVisible(each.getModifiers())); ) {
            for (Field field : each.getDeclaredFields()) {
                add(members, field, field.toGenericString());
            }
            for (Constructor<?> constructor : each == type ? each.getDeclaredConstructors() : new Constructor<?>[0]) {
                add(members, constructor, constructor.toGenericString());
            }
            for (Method method : each.getDeclaredMethods()) {
                if (!method.isBridge()) {
                    add(members, method, method.toGenericString());
                }
            }
            each = each.getSuperclass();
        }
        return members;
    }

    private static void add(TreeSet<String> members, Member member, String text) {
        if (isVisible(member.getModifiers()) && !member.isSynthetic()) {
            String owner = member.getDeclaringClass().getName() + ".";
            String name = member instanceof Executable ? member.getName() + "(" : member.getName();
            members.add(shortened(text.replace(owner + name, name)));
        }
    }

    private static String shortened(String text) {
        return text.replaceAll("\\b(?:[a-z][a-z0-9]*\\.)+([A-Z])", "$1");
    }
}
