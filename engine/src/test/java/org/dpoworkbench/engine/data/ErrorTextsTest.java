package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of rubbish: what it is, where, why, and what to do.
class ErrorTextsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> rubbish() {
        String votes = "prompt,response_a,response_b,winner\np,a,b,%s\n";
        String lists = """
                {"prompt":"p","completions":["a","b"],"scores":[1,2]}
                {"prompt":"p","completions":["a","b"],"scores":%s}
                """;
        return Stream.of(
                said(
                        "v.csv",
                        votes.formatted("maybe"),
                        "line 2: \"winner\" must be a vote",
                        "is \"maybe\"",
                        "--preference FIELD"),
                said("v.csv", votes.formatted(""), "line 2: \"winner\" must be a vote", "Nobody voted", "\"tie\""),
                said(
                        "v.jsonl",
                        "{\"prompt\":\"p\",\"response_0\":\"a\",\"response_1\":\"b\",\"better_response_id\":2}",
                        "line 1: \"better_response_id\" must be a vote: 0 or 1, or -1 for a tie",
                        "is 2",
                        "--completions response_0,response_1"),
                said("q.csv", "prompt,chosen,rejected\np,a,b\nq,\"c,d\n", "line 3", "never closed", "Close it"),
                said("q.csv", "prompt,chosen,rejected\np,\"a\" b,c\n", "line 2", "inside a quoted cell is doubled"),
                said(
                        "l.jsonl",
                        "{\"prompt\":\"p\",\"completion\":\"a\",\"label\":true}\n{\"prompt\":\"p\",\"completion\":\"a\",\"label\":0.5}",
                        "line 2: \"label\" must be a label",
                        "is 0.5",
                        "--scores label"),
                said(
                        "l.csv",
                        "prompt,completion,label\np,a,true\np,a,maybe\n",
                        "line 3: \"label\" must be a label",
                        "is \"maybe\"",
                        "--label FIELD"),
                said("s.jsonl", lists.formatted("[1,\"good\"]"), "line 2: \"scores[1]\" must be a number, is \"good\""),
                said(
                        "s.jsonl",
                        lists.formatted("[null,null]"),
                        "line 2",
                        "none is known to be better",
                        "Take the record out"),
                said(
                        "j.jsonl",
                        "hello world, this is text\n",
                        "line 1: it begins with \"hello world, this is",
                        ".csv or .tsv"),
                said("j.jsonl", "{'prompt': 'p'}\n", "line 1", "as Python prints them", "json.dumps"),
                said("j.jsonl", "{\"prompt\": \"p\"\n", "line 1", "cut short", "one whole object"),
                said("j.jsonl", "[1, 2]x\n", "line 1 (element 2", "column 7", "Mend that place"),
                said("j.json", "\"text\"\n", "line 1: a JSON object is expected", "this is \"text\""),
                said(
                        "d.parquet",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
                        "d.parquet is a Git LFS pointer",
                        "git lfs pull"),
                said("d.jsonl", "<!DOCTYPE html>\n<html>", "d.jsonl is an HTML page", "Download the file itself"),
                said("d.parquet", "hello", "d.parquet is no Parquet", "PAR1", "downloaded whole"),
                said(
                        "t.jsonl",
                        "{\"message_tree_id\":\"t\",\"prompt\":{\"text\":\"q\",\"role\":\"prompter\",\"replies\":["
                                + "{\"message_id\":\"m7\",\"role\":\"assistant\",\"rank\":0,\"replies\":[]}]}}",
                        "line 1: a message (m7) lacks \"role\" or \"text\"",
                        "Mend it"),
                said(
                        "r.csv",
                        "prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie\n[\"\"q\"\"],x,y,1,1,0\n",
                        "line 2: one of \"winner_model_a\", \"winner_model_b\", \"winner_tie\" is 1",
                        "1, 1, 0"));
    }

    private static Arguments said(String name, String content, String... words) {
        return Arguments.of(name, content, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void rubbishIsToldWithPlaceReasonAndRemedy(String name, String content, List<String> words) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);

        assertThat(told(file)).contains(file.toString()).contains(words);
    }

    private static String told(Path file) {
        try {
            RecordKind kind = PreferenceSource.kindOf(file, ColumnMapping.RECOGNISED, 1);
            PreferenceSource source = PreferenceSource.read(file, kind, ColumnMapping.RECOGNISED, 1);
            return String.join(
                    "\n", source.refused().stream().map(RecordProblem::toString).toList());
        } catch (UserError e) {
            return String.join("\n", e.problems());
        }
    }
}
