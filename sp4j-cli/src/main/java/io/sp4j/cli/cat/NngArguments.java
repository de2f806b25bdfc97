package io.sp4j.cli.cat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Reads arguments as nngcat does and writes them down as picocli wants them: long names in full, values attached. Which
 * options there are is for picocli's model of the command to say.
 *
 * <p>A long option may be cut to what no other begins with; its value is the next argument or follows {@code =} or
 * {@code :}. The value of a short option is the rest of its argument or the next. The first argument that does not
 * begin with a dash, or is only one, ends the options; what comes after is ignored.
 */
final class NngArguments implements IParameterPreprocessor {

    @Override
    public boolean preprocess(
            Stack<String> args, CommandSpec command, @Nullable ArgSpec arg, Map<String, Object> info) {
        Deque<String> given = new ArrayDeque<>();
        while (!args.isEmpty()) {
            given.add(args.pop());
        }
        List<String> normal = normalize(given, command);
        for (int i = normal.size() - 1; i >= 0; i--) {
            args.push(normal.get(i));
        }
        return false;
    }

    static List<String> normalize(Deque<String> given, CommandSpec command) {
        List<String> normal = new ArrayList<>();
        while (!given.isEmpty()) {
            String argument = given.remove();
            if (!argument.startsWith("-") || argument.length() == 1) {
                break;
            }
            normal.add(
                    argument.startsWith("--")
                            ? longOption(argument, given, command)
                            : shortOption(argument, given, command));
        }
        return normal;
    }

    private static String longOption(String argument, Deque<String> rest, CommandSpec command) {
        int end = endOfName(argument);
        OptionSpec option = find(argument, argument.substring(0, end), command);
        String attached = end < argument.length() ? argument.substring(end + 1) : null;
        return inFull(argument, option, attached, rest, command);
    }

    private static int endOfName(String argument) {
        int end = 2;
        while (end < argument.length() && argument.charAt(end) != '=' && argument.charAt(end) != ':') {
            end++;
        }
        return end;
    }

    private static OptionSpec find(String argument, String prefix, CommandSpec command) {
        OptionSpec exact = command.optionsMap().get(prefix);
        if (exact != null) {
            return exact;
        }
        OptionSpec found = null;
        for (Map.Entry<String, OptionSpec> known : command.optionsMap().entrySet()) {
            if (known.getKey().startsWith(prefix)) {
                if (found != null) {
                    throw refused(command, argument, "is ambiguous (specify in full).");
                }
                found = known.getValue();
            }
        }
        if (found == null) {
            throw refused(command, argument, "is invalid.");
        }
        return found;
    }

    private static String shortOption(String argument, Deque<String> rest, CommandSpec command) {
        OptionSpec option = command.optionsMap().get(argument.substring(0, 2));
        if (option == null) {
            throw refused(command, argument, "is invalid.");
        }
        String attached = argument.length() > 2 ? argument.substring(2) : null;
        return inFull(argument, option, attached, rest, command);
    }

    private static String inFull(
            String argument, OptionSpec option, @Nullable String attached, Deque<String> rest, CommandSpec command) {
        if (option.arity().max() == 0) {
            if (attached != null) {
                throw refused(command, argument, "is invalid.");
            }
            return option.longestName();
        }
        if (attached != null) {
            return option.longestName() + "=" + attached;
        }
        if (rest.isEmpty()) {
            throw refused(command, argument, "requires argument.");
        }
        return option.longestName() + "=" + rest.remove();
    }

    private static ParameterException refused(CommandSpec command, String argument, String why) {
        return new ParameterException(command.commandLine(), "Option " + argument + " " + why);
    }
}
