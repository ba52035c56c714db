package dev.kvcdi.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The linter of {@code openapi.yaml}: that it is well-formed, that nothing in it is missing or unused, and that its examples are some. */
class DescriptionTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern NAME = Pattern.compile("(?m)^# @name (\\w+)$");

    private static final String TEXT = read("src/main/resources/META-INF/openapi.yaml");
    private static final JsonNode DOCUMENT = tree();

    private static final String ID = "urn:description";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialects.getOpenApi30(), registry -> registry.schemas(Map.of(ID, DOCUMENT.toString())));

    /** Where in the document something is wrong. */
    private final Set<String> wrong = new TreeSet<>();

    @Test
    void document_isWhatOpenApiAllows() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        assertThat(new OpenAPIV3Parser().readContents(TEXT, List.of(), options).getMessages())
                .isEmpty();
    }

    @Test
    void components_areAllThereAndAllUsed() {
        Set<String> used = new TreeSet<>();
        each("#", DOCUMENT, (path, node) -> {
            if (node.has("$ref")) {
                used.add(node.path("$ref").asText());
            }
            if (path.matches("#(/paths/.*)?/security/\\d+")) {
                node.fieldNames().forEachRemaining(scheme -> used.add("#/components/securitySchemes/" + scheme));
            }
        });
        Set<String> there = new TreeSet<>();
        DOCUMENT.path("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> there.add("#/components/" + kind.getKey() + "/" + name)));

        assertThat(used).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void operations_haveAllThatTellsThemApart() {
        Set<String> tags =
                DOCUMENT.path("tags").findValuesAsText("name").stream().collect(Collectors.toSet());
        Set<String> ids = new TreeSet<>();
        operations().forEach((path, operation) -> {
            require(path, operation, "summary", "description", "operationId");
            requireThat(
                    path + " has an id of its own",
                    ids.add(operation.path("operationId").asText()));
            requireThat(
                    path + " has a known tag",
                    tags.contains(operation.at("/tags/0").asText()));
            requireThat(
                    path + " tells its success",
                    operation.path("responses").toString().contains("\"2"));
            for (String status : List.of("400", "500")) {
                requireThat(
                        path + " tells " + status, operation.path("responses").has(status));
            }
            requireThat(
                    path + " tells 406, unless its success has no body",
                    operation.path("responses").has("406")
                            != operation.path("responses").has("204"));
            requireThat(
                    path + " tells 401, unless it is open to all",
                    operation.path("responses").has("401") != operation.has("security"));
            requireThat(
                    path + " tells 413 and 415, if it has a body",
                    operation.has("requestBody") == operation.path("responses").has("413")
                            && operation.has("requestBody")
                                    == operation.path("responses").has("415"));
        });

        assertThat(ids).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    @Test
    void everything_isDescribed() {
        each("#", DOCUMENT, (path, node) -> {
            boolean reference = node.has("$ref");
            if (path.matches(".*/(components/(parameters|requestBodies|headers|schemas|responses)|properties|responses"
                            + "|securitySchemes|links)/[^/]+")
                    && !reference) {
                require(path, node, "description");
            }
            if (path.matches(".*/components/(parameters|headers)/[^/]+|.*/properties/[^/]+") && !reference) {
                require(path, node, "example");
            }
            if (path.matches("#/components/examples/[^/]+")) {
                require(path, node, "summary", "value");
            }
            if (path.matches(".*/content/[^/]+")) {
                requireThat(path + " has an example", node.has("example") || node.has("examples"));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void examples_fitTheirSchemas() {
        each("#", DOCUMENT, (path, node) -> {
            if (node.has("example")) {
                validate(path, node.has("schema") ? path + "/schema" : path, node.path("example"));
            }
            if (node.has("examples") && node.has("schema")) {
                node.path("examples")
                        .elements()
                        .forEachRemaining(example -> validate(
                                path,
                                path + "/schema",
                                DOCUMENT.at(example.path("$ref").asText().substring(1) + "/value")));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void walk_goesThroughAllOperations() {
        Set<String> ids = operations().values().stream()
                .map(operation -> operation.path("operationId").asText())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(NAME.matcher(read("sample.http")).results().map(name -> name.group(1)))
                .doesNotHaveDuplicates()
                .containsAll(ids);
    }

    private void require(String path, JsonNode node, String... members) {
        for (String member : members) {
            JsonNode value = node.path(member);
            requireThat(
                    path + " has " + member,
                    value.isContainerNode() || !value.asText().isBlank());
        }
    }

    private void requireThat(String what, boolean holds) {
        if (!holds) {
            wrong.add(what);
        }
    }

    private void validate(String path, String schema, JsonNode example) {
        requireThat(path + " has an example that is there", !example.isMissingNode());
        schema(schema).validate(example.toString(), InputFormat.JSON).forEach(error -> wrong.add(path + ": " + error));
    }

    private static Schema schema(String pointer) {
        return REGISTRY.getSchema(SchemaLocation.of(ID + pointer));
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.put(operation.getKey() + " " + path.getKey(), operation.getValue());
                    }
                }));
        return operations;
    }

    /** Visits the objects of the document, but nothing that is an example. */
    private static void each(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(path, node);
        }
        node.properties().forEach(member -> {
            if (!member.getKey().equals("example") && !path.matches("#/components/examples/[^/]+")) {
                each(path + "/" + member.getKey().replace("~", "~0").replace("/", "~1"), member.getValue(), visitor);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            each(path + "/" + i, node.get(i), visitor);
        }
    }

    private static JsonNode tree() {
        try {
            return new YAMLMapper().readTree(TEXT);
        } catch (IOException broken) {
            throw new AssertionError("openapi.yaml is no YAML", broken);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
