package dev.kvcdi.sample.person;

import static dev.kvcdi.sample.http.Requests.ifMatch;
import static dev.kvcdi.sample.http.Requests.page;
import static dev.kvcdi.sample.http.Requests.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.http.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PersonResourceTest {

    private static final PersonInput ADA = new PersonInput("Ada", 36, "ada@example.com");

    private final Application application = Application.of(PersonResource.class);
    private final PersonResource persons = application.bean(PersonResource.class);

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void create_person_hasIdAndCanBeRead() {
        Response created = persons.create(ADA, to("person"));

        Person person = (Person) created.getEntity();
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(created.getLocation()).hasToString("http://localhost/app/person/" + person.id());
        assertThat(person).isEqualTo(new Person(person.id(), "Ada", 36, "ada@example.com"));

        Response read = persons.read(person.id(), to("person/" + person.id()));
        assertThat(read.getEntity()).isEqualTo(person);
        assertThat(read.getEntityTag()).isEqualTo(created.getEntityTag());
    }

    @Test
    void replace_unknownId_makesThePersonUnderIt() {
        Response made = persons.replace("ada", ADA, to("person/ada"));

        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(made.getEntity()).isEqualTo(new Person("ada", "Ada", 36, "ada@example.com"));
    }

    @Test
    void replace_knownId_isSeenByTheNextReader() {
        persons.replace("ada", ADA, to("person/ada"));

        Response replaced = persons.replace("ada", new PersonInput("Ada L.", null, null), to("person/ada"));

        assertThat(replaced.getStatus()).isEqualTo(200);
        assertThat(persons.read("ada", to("person/ada")).getEntity())
                .isEqualTo(new Person("ada", "Ada L.", null, null));
    }

    @Test
    void replace_byTwoWhoReadTheSame_onlyTheFirstWins() {
        String tag = tag(persons.replace("ada", ADA, to("person/ada")));

        persons.replace("ada", new PersonInput("First", 1, null), ifMatch("person/ada", tag));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> persons.replace("ada", new PersonInput("Second", 2, null), ifMatch("person/ada", tag)))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(412));
        assertThat(persons.read("ada", to("person/ada")).getEntity()).isEqualTo(new Person("ada", "First", 1, null));
    }

    @Test
    void delete_person_isGone() {
        persons.replace("ada", ADA, to("person/ada"));

        assertThat(persons.delete("ada", to("person/ada")).getStatus()).isEqualTo(204);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> persons.read("ada", to("person/ada")))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(404));
    }

    @Test
    void list_persons_areThereInTheOrderOfTheirIds() {
        persons.replace("b", ADA, to("person/b"));
        persons.replace("a", ADA, to("person/a"));

        assertThat((List<?>)
                        persons.list(page("person", "20", null), to("person")).getEntity())
                .extracting("id")
                .containsExactly("a", "b");
    }

    private static String tag(Response answer) {
        return "\"" + answer.getEntityTag().getValue() + "\"";
    }
}
