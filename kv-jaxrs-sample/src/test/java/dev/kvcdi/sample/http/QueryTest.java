package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h/a|http://h/a",
                "http://h/a?x=1|http://h/a",
                "http://h/a?x|http://h/a",
                "http://h/a?x=1&y=%2F+%3D&x=2|http://h/a?y=%2F+%3D",
                "http://h/a?y=%00&xx=1|http://h/a?y=%00&xx=1",
                "http://h/a%3F?x=1|http://h/a%3F"
            })
    void without_parameter_leavesTheRestAsItIs(URI address, URI rest) {
        assertThat(Query.without(address, "x")).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h/a|http://h/a?x=new",
                "http://h/a?x=1|http://h/a?x=new",
                "http://h/a?y=%25%2B|http://h/a?y=%25%2B&x=new",
                "http://h/a?x=1&y=2|http://h/a?y=2&x=new"
            })
    void replacing_parameter_leavesTheRestAsItIs(URI address, URI replaced) {
        assertThat(Query.replacing(address, "x", "new")).isEqualTo(replaced);
    }
}
