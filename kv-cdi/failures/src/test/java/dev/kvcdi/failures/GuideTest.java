package dev.kvcdi.failures;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.spi.Message;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide has an entry for each number, with its wording, and no other; and whatever is told to people has a number. */
class GuideTest {

    private static final Pattern NUMBER = Pattern.compile("KVCDI\\d{4}");
    private static final Pattern LINK = Pattern.compile("\\(#(kvcdi\\d{4})\\)");

    private final Guide guide = new Guide();

    @Test
    void catalogues_ofAllModules_areFound() {
        assertThat(Catalogues.messages().keySet())
                .extracting(Class::getSimpleName)
                .contains("CoreMessage", "RocksDbMessage", "NatsMessage", "DynamoDbMessage");
    }

    @Test
    void numbers_areUniqueAcrossModules() {
        Map<String, String> seen = new TreeMap<>();
        wordings().forEach(wording -> {
            String number = wording.substring(0, wording.indexOf(':'));
            assertThat(number).matches(NUMBER);
            assertThat(seen.put(number, wording)).as(wording).isNull();
        });
    }

    @Test
    void numbers_ofAModule_areInARangeOfItsOwn() {
        var thousands = new HashSet<String>();
        Catalogues.messages().forEach((catalogue, messages) -> {
            var own = new HashSet<String>();
            messages.forEach(message -> own.add(message.number().substring(0, "KVCDI0".length())));
            assertThat(own).as(catalogue.getName()).hasSize(1);
            assertThat(thousands.addAll(own)).as(catalogue.getName()).isTrue();
        });
    }

    @Test
    void entries_areThoseOfTheCatalogues_withTheirWording() {
        assertThat(guide.entries().values())
                .extracting(Guide.Entry::message)
                .containsExactlyInAnyOrderElementsOf(wordings());
        guide.entries().forEach((number, entry) -> assertThat(entry.message()).startsWith(number + ": "));
    }

    @Test
    void entries_ofFailures_sayWhatHappenedWhatItMeansAndWhatToDo() {
        guide.entries().forEach((number, entry) -> {
            if (number.startsWith("KVCDI01") || number.startsWith("KVCDI02")) {
                assertThat(entry.body())
                        .as(number)
                        .contains("- **What happened:** ", "- **What it means:** ", "- **What to do:** ");
            } else {
                assertThat(entry.body()).as(number).matches(Pattern.compile("(INFO|WARN|ERROR)\\b.*", Pattern.DOTALL));
            }
        });
    }

    @Test
    void entries_ofExceptions_nameThem() {
        Catalogues.exceptions()
                .forEach(exception -> assertThat(
                                guide.entries().get(exception.number()).body())
                        .contains("`" + exception.getClass().getSimpleName() + "`"));
    }

    @Test
    void entries_ofLogMessages_sayTheirLevel() {
        Catalogues.messages().values().stream()
                .flatMap(List::stream)
                .filter(message -> !message.number().startsWith("KVCDI01"))
                .forEach(message -> assertThat(
                                guide.entries().get(message.number()).body())
                        .as(message.number())
                        .startsWith(
                                message.level() == Level.WARNING
                                        ? "WARN"
                                        : message.level().name()));
    }

    @Test
    void links_leadToEntries() {
        assertThat(LINK.matcher(guide.text()).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allMatch(anchor -> guide.entries().containsKey(anchor.toUpperCase(Locale.ROOT)));
    }

    @Test
    void whatIsLoggedForPeople_isInACatalogue() {
        noClasses()
                .that(DescribedPredicate.not(Catalogues.CATALOGUE))
                .should()
                .accessField(Level.class, "INFO")
                .orShould()
                .accessField(Level.class, "WARNING")
                .orShould()
                .accessField(Level.class, "ERROR")
                .because("a message at these levels has a number, and an entry in the guide")
                .check(Catalogues.CLASSES);
    }

    /** All messages as the guide has to word them. */
    private static List<String> wordings() {
        var wordings = new ArrayList<String>();
        Catalogues.messages().values().stream()
                .flatMap(List::stream)
                .map(Message::with)
                .forEach(wordings::add);
        Catalogues.exceptions().map(Throwable::getMessage).forEach(wordings::add);
        String heading = new KVConfigurationException(List.of("")).getMessage().strip();
        wordings.add(heading.replace("1 problem", "{count}"));
        return wordings;
    }
}
