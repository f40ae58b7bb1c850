#include "answersamples.h"
#include "core/base/utf8.h"
#include "core/synthesis/answer/plaintext.h"

#include <QtTest>

#include <set>

using namespace espalier;

/// What a model or a person replied, read into a candidate's source or a named fault.
class TestAnswers : public QObject
{
    Q_OBJECT

private slots:
    void aGoodAnswerGivesItsSource_data();
    void aGoodAnswerGivesItsSource();
    void aBadAnswerNamesItsFault_data();
    void aBadAnswerNamesItsFault();
    void theSummaryIsOneLine_data();
    void theSummaryIsOneLine();
    void everyFaultAsksForItsRepair();
    void aRepairMayBeEditsWhereTheAnswerMightHaveBeen();
    void plainTextIsUtf8();
};

void TestAnswers::aGoodAnswerGivesItsSource_data()
{
    QTest::addColumn<std::string>("answer");
    QTest::addColumn<std::string>("language");
    QTest::addColumn<std::string>("source");
    const auto cpp = [](const char* name, const std::string& answer, const std::string& source) {
        QTest::newRow(name) << answer << std::string("cpp") << source;
    };
    const std::string loop = "    for (int64_t i = 0; i < n; ++i) {\n        y[i] += 1;\n";
    const std::string parallel = "    #pragma omp parallel for\n" + loop;
    const std::string edited = replaced(kParent, loop, parallel);

    cpp("whole file", fenced(kOther), kOther);
    cpp("prose around it", "A simpler loop.\n\n" + fenced(kOther) + "\nIt should be faster.\n", kOther);
    for (const char* info : {"", "c++", "cc", "cxx", "c", "CPP", " cpp", "cpp title=kernel.cpp"}) {
        cpp(("named '" + std::string(info) + "'").c_str(), fenced(kOther, info), kOther);
    }
    for (const char* info : {"", "opencl", "cl", "c", "OpenCL"}) {
        QTest::newRow(("opencl named '" + std::string(info) + "'").c_str())
            << fenced(kOther, info) << std::string("opencl") << kOther;
    }
    for (const char* info : {"", "python", "py", "Python", "triton"}) {
        QTest::newRow(("triton named '" + std::string(info) + "'").c_str())
            << fenced(kOther, info) << std::string("triton") << kOther;
    }
    for (const char* info : {"", "cuda", "cu", "cpp", "CUDA"}) {
        QTest::newRow(("cuda named '" + std::string(info) + "'").c_str())
            << fenced(kOther, info) << std::string("cuda") << kOther;
    }
    cpp("longer fence", fenced("// ```\n```\n" + kOther, "cpp", "````"), "// ```\n```\n" + kOther);
    cpp("closed by a longer fence", "```cpp\n" + kOther + "`````  \n", kOther);
    cpp("a named fence closes nothing", "```cpp\n/*\n```text\n*/\n```\n", "/*\n```text\n*/\n");
    cpp("indented in a list", "1. Do it:\n   ```cpp\n   int a;\n     int b;\n int c;\n   ```\n",
        "int a;\n  int b;\nint c;\n");
    cpp("no line feed at the end", "```cpp\n" + kOther + "```", kOther);
    cpp("CRLF", withCarriageReturns("Words.\n" + fenced(kOther)), kOther);
    cpp("a second carriage return", "```cpp\r\r\n" + kOther + "```", kOther);
    cpp("byte order mark", "\xEF\xBB\xBF" + fenced(kOther), kOther);
    cpp("equals signs in it", fenced("/*\n=======\n*/\n"), "/*\n=======\n*/\n");
    cpp("code within prose", "```x``` is\nused and `y`, a\n=======\nheading.\n" + fenced(kOther), kOther);

    cpp("one edit", edit(loop, parallel), edited);
    cpp("an edit in a fence", "Threads.\n" + fenced(edit(loop, parallel), "text"), edited);
    cpp("the fence's name is no matter", fenced("\n" + edit(loop, parallel) + "\n", "diff"), edited);
    cpp("an edit with CRLF", withCarriageReturns(edit(loop, parallel)), edited);
    cpp("blanks behind marks", replaced(edit(loop, parallel), "=======\n", "======= \t\n"), edited);
    cpp("backquotes in an edit", edit("        y[i] = x[i];\n", "```\n"),
        replaced(kParent, "        y[i] = x[i];\n", "```\n"));
    cpp("first line", edit("#include <cstdint>\n", "#include <cstddef>\n"), replaced(kParent, "cstdint", "cstddef"));
    cpp("last line", edit("}\n", "} // f\n"), kParent.substr(0, kParent.size() - 1) + " // f\n");
    cpp("lines taken out", edit("        y[i] += 1;\n", ""), replaced(kParent, "        y[i] += 1;\n", ""));
    cpp("an edit of what an edit made",
        edit(loop, parallel) + edit("    #pragma omp parallel for\n", "    #pragma omp simd\n"),
        replaced(edited, "parallel for", "simd"));
    cpp("two edits in two fences", fenced(edit("#include <cstdint>\n", "")) + "and\n" + fenced(edit(loop, parallel)),
        replaced(edited, "#include <cstdint>\n", ""));
}

void TestAnswers::aGoodAnswerGivesItsSource()
{
    QFETCH(std::string, answer);
    QFETCH(std::string, language);
    QFETCH(std::string, source);
    QCOMPARE(sourceOf(readAnswer(answer, kParent, language)), source);
    QCOMPARE(sourceOf(readAnswer(answer, withCarriageReturns(kParent), language)), source);
    QCOMPARE(sourceOf(readAnswer(answer, kParent.substr(0, kParent.size() - 1), language)), source);
}

void TestAnswers::aBadAnswerNamesItsFault_data()
{
    QTest::addColumn<std::string>("answer");
    QTest::addColumn<std::string>("fault");
    QTest::addColumn<std::string>("says"); ///< within the reason
    const auto row = [](const char* name, const std::string& answer, const char* fault, const char* says) {
        QTest::newRow(name) << answer << std::string(fault) << std::string(says);
    };
    const std::string pair = edit("}\n", "}\n\n");
    row("silence", "", "no-code", "it is empty");
    row("blanks", " \n\r\n", "no-code", "it is empty");
    row("refusal", "I cannot help with that. Ask me\nfor something else.", "no-code",
        "but says \"I cannot help with that.\"");
    row("inline code only", "Use ```y[i] = 0```, then ~~~", "no-code", "Use ```y[i]");
    row("two backquotes", "``cpp\nint a;\n``\n", "no-code", "int a;");
    row("indented code", "    ```cpp\n    int a;\n    ```\n", "no-code", "int a;");
    row("NUL", fenced(std::string("int a;\0\n", 8)), "not-text", "NUL");
    row("Latin-1", fenced("// \xE9\n" + kOther), "not-text", "UTF-8");
    row("surrogate", fenced("// \xED\xA0\x80\n"), "not-text", "UTF-8");
    row("overlong", fenced("// \xC0\xAF\n"), "not-text", "UTF-8");
    row("cut in the source", "Words.\n```cpp\nvoid f()\n{\n", "cut-off",
        "3 backquotes opened on line 2 is never closed");
    row("closed by a shorter fence", "````cpp\n" + kOther + "```\n", "cut-off", "4 backquotes");
    row("cut in a search", pair + "<<<<<<< SEARCH\n}\n", "cut-off", "within block 2");
    row("cut in a replacement", "<<<<<<< SEARCH\n}\n=======\n", "cut-off", "within block 1");
    row("cut in a fenced edit", "```\n<<<<<<< SEARCH\n}\n", "cut-off", "never closed");
    row("two sources", fenced(kOther) + "or\n" + fenced(kOther), "several-sources", "2 fenced blocks");
    row("a source and an edit", fenced(kOther) + pair, "mixed-forms", "both");
    row("an edit and a source", pair + fenced(kOther), "mixed-forms", "both");
    row("an edit within a source", fenced(kOther + pair), "mixed-forms", "outside them, \"void f() {}\"");
    row("Python", fenced("pass\n", "python"), "other-language", "\"python\", the source is to be in cpp");
    row("OpenCL for C++", fenced(kOther, "opencl"), "other-language", "\"opencl\"");
    row("REPLACE first", "=======\n>>>>>>> REPLACE\n", "bad-marks", "\">>>>>>> REPLACE\" on line 2 is out of order");
    row("no divider", "<<<<<<< SEARCH\n}\n>>>>>>> REPLACE\n", "bad-marks", "on line 3 is out of order");
    row("two dividers", replaced(pair, "=======\n", "=======\n=======\n"), "bad-marks", "\"=======\" on line 4");
    row("SEARCH in SEARCH", "<<<<<<< SEARCH\n" + pair, "bad-marks", "\"<<<<<<< SEARCH\" on line 2");
    row("SEARCH in REPLACE", replaced(pair, ">>>>>>> REPLACE\n", "<<<<<<< SEARCH\n"), "bad-marks", "out of order");
    row("a fence closed too early", "```\n<<<<<<< SEARCH\n}\n```\n", "bad-marks", "block 1 closes on line 4");
    row("a misspelt mark", replaced(pair, "SEARCH", "ORIGINAL"), "bad-marks",
        "line 1 is no mark of an edit: \"<<<<<<< ORIGINAL\"");
    row("a misspelt end", replaced(pair, " REPLACE", ""), "bad-marks", "line 6 is no mark");
    row("no search text", edit("", "int a;\n"), "empty-search", "block 1");
    row("not found", pair + edit("\n    while (true) {\n", ""), "search-not-found",
        "block 2, which begins \"while (true) {\"");
    row("other indentation", edit("y[i] += 1;\n", ""), "search-not-found", "\"y[i] += 1;\"");
    row("a blank behind it", edit("        y[i] += 1; \n", ""), "search-not-found", "block 1");
    row("the beginning of a line", edit("#include\n", ""), "search-not-found", "\"#include\"");
    row("found twice", edit("    }\n", ""), "search-found-twice", "block 1, which begins \"}\"");
    row("made twice by an edit", edit("}\n", "}\n}\n") + edit("}\n", ""), "search-found-twice", "block 2");
    row("overlapping itself", edit("}\n", "x\nx\nx\n") + edit("x\nx\n", ""), "search-found-twice", "block 2");
    row("taken away by an edit", edit("}\n", "") + edit("}\n", "\n"), "search-not-found", "block 2");
    row("an empty fence", fenced(""), "empty-source", "empty");
    row("a blank source", fenced(" \n\t\n"), "empty-source", "empty");
    row("everything taken out", edit(kParent, ""), "empty-source", "empty");
    row("the parent's source", fenced(kParent), "same-source", "equal to the parent's");
    row("the parent's with lines at its end", fenced(kParent + "\n  \n"), "same-source", "equal to the parent's");
    row("an edit of nothing", edit("}\n", "}\n"), "same-source", "equal to the parent's");
    row("too many edits", times(101, edit("}\n", "}\n")), "too-large", "more than 100 edits");
}

void TestAnswers::aBadAnswerNamesItsFault()
{
    QFETCH(std::string, answer);
    QFETCH(std::string, fault);
    QFETCH(std::string, says);
    const Parsed parsed = readAnswer(answer);
    QCOMPARE(faultOf(parsed), fault);
    const AnswerError& error = std::get<AnswerError>(parsed);
    QVERIFY2(error.why.find(says) != std::string::npos, error.why.c_str());
    QCOMPARE(toError(error).kind, ErrorKind::Answer);
}

void TestAnswers::theSummaryIsOneLine_data()
{
    QTest::addColumn<std::string>("prose");
    QTest::addColumn<std::string>("summary");
    const auto row = [](const char* name, const std::string& prose, const std::string& summary) {
        QTest::newRow(name) << prose << summary;
    };
    row("none", "", "");
    row("two sentences of three", "Tiles the\n\n  loop.  Bandwidth should rise! Third?",
        "Tiles the loop. Bandwidth should rise!");
    row("blanks before it", "\n  Tiles it.", "Tiles it.");
    row("no full stop", "Tiles the loop", "Tiles the loop");
    row("figures and abbreviations", "Strips of e.g. 64, 1.5x. Two. Three.", "Strips of e.g. 64, 1.5x. Two.");
    row("controls", "A\x1B[31m\x07red\x7F\tone\xC2\x9Bx", "A [31m red one x");
    row("turned text",
        "a\xE2\x80\xAE"
        "b\xE2\x80\xA8"
        "c\xEF\xBB\xBF",
        "a b c");
    row("broken bytes",
        "a\xFF"
        "b\xE2\x80",
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD\xEF\xBF\xBD");
    row("as long as it may be", times(200, "é") + "\n", times(200, "é"));
    row("one more", times(201, "é"), times(199, "é") + "…");
    row("cut at a space", times(200, "a") + " b", times(199, "a") + "…");
}

void TestAnswers::theSummaryIsOneLine()
{
    QFETCH(std::string, prose);
    QFETCH(std::string, summary);
    for (const std::string& code : {fenced(kOther), edit("}\n", "};\n")}) {
        const Parsed parsed = readAnswer(prose + "\n" + code + "Words after it. More.\n");
        QVERIFY2(std::holds_alternative<ParsedAnswer>(parsed), faultOf(parsed).c_str());
        QCOMPARE(std::get<ParsedAnswer>(parsed).summary, summary);
    }
}

void TestAnswers::everyFaultAsksForItsRepair()
{
    std::set<std::string> names;
    for (int i = 0; i <= static_cast<int>(AnswerFault::SameSource); ++i) {
        const AnswerError error{static_cast<AnswerFault>(i), "a reason"};
        for (const bool mayEdit : {false, true}) {
            const std::string request = repairRequest(error, mayEdit);
            QVERIFY2(request.find("a reason. To repair it, ") != std::string::npos, request.c_str());
            QVERIFY2(request.find("complete source") != std::string::npos, request.c_str());
            QVERIFY(request.ends_with('.') && request.find('\n') == std::string::npos);
        }
        names.insert(toString(error.fault));
    }
    QCOMPARE(names.size(), static_cast<std::size_t>(AnswerFault::SameSource) + 1);
    QVERIFY(!names.contains("unknown"));
    const auto request = [](AnswerFault fault) { return repairRequest({fault, ""}, false); };
    QVERIFY(request(AnswerFault::CutOff).find("to its very end") != std::string::npos);
    QVERIFY(request(AnswerFault::MixedForms).find("either") != std::string::npos);
    QVERIFY(request(AnswerFault::SameSource).find("make one change") != std::string::npos);
}

void TestAnswers::aRepairMayBeEditsWhereTheAnswerMightHaveBeen()
{
    for (const AnswerFault fault : {AnswerFault::BadMarks, AnswerFault::EmptySearch, AnswerFault::SearchNotFound,
                                    AnswerFault::SearchFoundTwice, AnswerFault::CutOff, AnswerFault::SameSource}) {
        const std::string offered = repairRequest({fault, ""}, true);
        QVERIFY2(offered.find("SEARCH/REPLACE blocks") != std::string::npos, offered.c_str());
        const std::string draft = repairRequest({fault, ""}, false);
        QVERIFY2(draft.find("SEARCH/REPLACE") == std::string::npos, draft.c_str());
    }
    // Who tried to edit is not sent away from it: all blocks, because none was applied.
    const std::string misplaced = repairRequest({AnswerFault::SearchNotFound, ""}, true);
    QVERIFY(misplaced.find("To repair it, send all SEARCH/REPLACE blocks again, since none was applied") !=
            std::string::npos);
    QVERIFY(misplaced.find("whole lines that occur exactly once") != std::string::npos);
}

void TestAnswers::plainTextIsUtf8()
{
    for (const char* good : {"", "\x01\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                             "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "a\xF0\x9F\x98\x80z"}) {
        QVERIFY2(isPlainText(good), QByteArray(good).toHex(' '));
    }
    // Stray and missing continuations, overlong forms, surrogates, beyond the last character, bytes that never occur.
    for (const char* bad : {"\x80",
                            "\xBF"
                            "a",
                            "\xC2",
                            "\xC2"
                            "a",
                            "\xE2\x82",
                            "\xE2\x82"
                            "a",
                            "\xF0\x9F\x98", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80",
                            "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF9\x80\x80\x80", "\xFE", "\xFF"}) {
        QVERIFY2(!isPlainText(bad), QByteArray(bad).toHex(' '));
    }
    QVERIFY(!isPlainText(std::string_view("a\0b", 3)));
    QVERIFY(!isPlainText(std::string_view("\xC3\xA9").substr(0, 1))); // the byte behind the end is not read
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
