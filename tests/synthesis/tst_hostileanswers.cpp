#include "answersamples.h"
#include "core/base/rng.h"
#include "core/base/utf8.h"
#include "core/synthesis/answer/plaintext.h"

#include <QtTest>

#include <limits>
#include <set>

using namespace espalier;

namespace {

/// A line of a random kernel: letters, brackets, quotes, blanks, bytes of UTF-8, and what resembles fences and marks.
std::string randomLine(Rng& rng)
{
    static const std::vector<std::string> kPieces{"a",  "b", "{", "}",  "\"", "\\", " ",
                                                  "\t", "é", "`", "``", "<<", "=="};
    std::string line = rng.below(8) == 0 ? "=======" : "";
    for (std::uint64_t i = rng.below(12); i > 0; --i) {
        line += kPieces[rng.below(kPieces.size())];
    }
    return line;
}

/// A random place of the text changed: bytes put in, taken out, doubled or overwritten.
void mutate(std::string& text, Rng& rng)
{
    static const std::vector<std::string> kPieces{"```",
                                                  "````",
                                                  "\n",
                                                  "\r\n",
                                                  "```cpp\n",
                                                  "\n<<<<<<< SEARCH\n",
                                                  "\n=======\n",
                                                  "\n>>>>>>> REPLACE\n",
                                                  "\xEF\xBB\xBF",
                                                  "\xED\xA0\x80",
                                                  std::string(1, '\0'),
                                                  "}",
                                                  "<<<<<<<",
                                                  " "};
    const std::size_t at = rng.below(text.size() + 1);
    const std::size_t length = rng.below(text.size() - at + 1);
    switch (rng.below(5)) {
    case 0:
        text.insert(at, kPieces[rng.below(kPieces.size())]);
        break;
    case 1:
        text.erase(at, length);
        break;
    case 2:
        text.insert(at, text.substr(at, length));
        break;
    case 3:
        text.insert(at, 1, static_cast<char>(rng.below(256)));
        break;
    default:
        text.replace(at, length == 0 ? 0 : 1, 1, static_cast<char>(rng.below(256)));
    }
}

} // namespace

/// Answers that no one chose: random ones, mutated ones, and those made to keep a reader busy or to break it.
class TestHostileAnswers : public QObject
{
    Q_OBJECT

private slots:
    void capsAreExact();
    void whatIsQuotedCannotMoveTheCursor();
    void anySourceComesBackWhole();
    void editsDoWhatReplacingDoes();
    void hostileAnswersTakeLinearTime();
    void anyBytesGiveASourceOrAFault();
};

void TestHostileAnswers::capsAreExact()
{
    const std::string source(kLongestAnsweredSource - 1, 'a');
    QCOMPARE(sourceOf(readAnswer(fenced(source + "\n"))), source + "\n");
    QCOMPARE(faultOf(readAnswer(fenced(source + "a\n"))), std::string("too-large"));
    QCOMPARE(faultOf(readAnswer(edit("}\n", source + "\n"))), std::string("too-large"));

    const std::string code = fenced(kOther);
    const std::string words(kLongestAnswer - code.size() - 1, 'w');
    QCOMPARE(sourceOf(readAnswer(words + "\n" + code)), kOther);
    const Parsed larger = readAnswer(words + "w\n" + code);
    QCOMPARE(faultOf(larger), std::string("too-large"));
    QVERIFY(std::get<AnswerError>(larger).why.find("1025 KiB, more than the 1024 KiB") != std::string::npos);
    QCOMPARE(faultOf(readAnswer(times(100, edit("}\n", "}\n")))), std::string("same-source"));
}

void TestHostileAnswers::whatIsQuotedCannotMoveTheCursor()
{
    const std::string evil = "\x1B[2J\xE2\x80\xAE" + times(5000, "x");
    for (const std::string& answer : {evil, fenced(kOther, evil), edit(evil + "\n", ""),
                                      fenced(evil + "\n" + edit("}\n", "")), "<<<<<<<" + evil + "\n"}) {
        const Parsed parsed = readAnswer(answer);
        QVERIFY(std::holds_alternative<AnswerError>(parsed));
        const std::string request = repairRequest(std::get<AnswerError>(parsed), true);
        QVERIFY2(request.size() < 700, request.c_str());
        QVERIFY(request.find('\x1B') == std::string::npos && request.find("\xE2\x80\xAE") == std::string::npos);
        QVERIFY(request.find("[2") != std::string::npos);
    }
}

void TestHostileAnswers::anySourceComesBackWhole()
{
    Rng rng(20);
    for (int round = 0; round < 2000; ++round) {
        std::string source = "x\n";
        std::size_t longest = 2;
        for (std::uint64_t i = rng.below(30); i > 0; --i) {
            source += randomLine(rng) + "\n";
        }
        for (std::size_t at = 0, run = 0; at < source.size(); ++at) {
            run = source[at] == '`' ? run + 1 : 0;
            longest = std::max(longest, run);
        }
        const std::string fence(longest + 1, '`');
        QCOMPARE(sourceOf(readAnswer("Why.\n" + fenced(source, "cpp", fence))), source);
        QCOMPARE(sourceOf(readAnswer(withCarriageReturns(fenced(source, "", fence + "`")))), source);
    }
}

void TestHostileAnswers::editsDoWhatReplacingDoes()
{
    Rng rng(21);
    int applied = 0;
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::string> lines;
        std::string parent;
        for (std::uint64_t i = 2 + rng.below(20); i > 0; --i) {
            lines.push_back(randomLine(rng) + "#" + std::to_string(i) + ";\n"); // the number makes it unique
            parent += lines.back();
        }
        std::string expected = parent;
        std::string answer;
        for (std::size_t at = rng.below(3); at < lines.size(); at += rng.below(4)) {
            std::string search;
            for (std::uint64_t count = 1 + rng.below(3); count > 0 && at < lines.size(); --count) {
                search += lines[at++];
            }
            const std::string replacement = rng.below(4) == 0 ? "" : "new " + randomLine(rng) + "\n";
            expected = replaced(expected, search, replacement);
            answer += edit(search, replacement) + (rng.below(2) == 0 ? "and\n" : "");
        }
        if (!answer.empty() && expected.find_first_not_of(" \n") != std::string::npos) {
            QCOMPARE(sourceOf(readAnswer(answer, parent)), expected);
            ++applied;
        }
    }
    QVERIFY(applied > 1500);
}

void TestHostileAnswers::hostileAnswersTakeLinearTime()
{
    // Nothing here looks at a clock: what is quadratic shows by the seconds that this takes instead of milliseconds.
    // First, four times a search text that fails at its last byte wherever it is tried.
    const std::string blanks(kLongestAnswer / 8 - 64, '\n');
    const std::string parent = times(3, blanks) + "x\n";
    const std::string slow = edit(blanks + "x\n", blanks + "x\n");
    QCOMPARE(faultOf(readAnswer(times(4, slow), parent)), std::string("same-source"));
    QCOMPARE(faultOf(readAnswer(std::string(kLongestAnswer, '`'))), std::string("cut-off"));
    QCOMPARE(faultOf(readAnswer(times(kLongestAnswer / 4, "```\n"))), std::string("several-sources"));
    QCOMPARE(faultOf(readAnswer(std::string(kLongestAnswer, '\r'))), std::string("no-code"));
    QCOMPARE(faultOf(readAnswer(times(kLongestAnswer / 2, ". "))), std::string("no-code"));
    QCOMPARE(faultOf(readAnswer(times(kLongestAnswer / 2, "`\n"))), std::string("no-code"));
}

void TestHostileAnswers::anyBytesGiveASourceOrAFault()
{
    Rng rng(22);
    const std::vector<std::string> good{
        "Why. And how.\n" + fenced(kOther), "\xEF\xBB\xBF" + withCarriageReturns(fenced(kOther, "c++", "`````")),
        "Less.\n" + edit("}\n", "};\n") + edit("        y[i] += 1;\n", ""), fenced(edit("}\n", "// é\n}\n"), "text")};
    std::set<std::string> seen;
    for (int round = 0; round < 20000; ++round) {
        std::string answer;
        if (round % 4 == 0) {
            for (std::uint64_t i = rng.below(300); i > 0; --i) {
                answer += static_cast<char>(rng.below(256));
            }
        } else {
            answer = good[rng.below(good.size())];
            for (std::uint64_t i = 1 + rng.below(4); i > 0; --i) {
                mutate(answer, rng);
            }
        }
        std::string parent = kParent;
        if (round % 3 == 0) {
            mutate(parent, rng);
        }
        const Parsed parsed = readAnswer(answer, parent, round % 2 == 0 ? "cpp" : "opencl");
        seen.insert(faultOf(parsed));
        const auto* got = std::get_if<ParsedAnswer>(&parsed);
        const std::string text = got != nullptr ? got->source : std::get<AnswerError>(parsed).why;
        QVERIFY(!isBlank(text) && isPlainText(text) && text.size() <= kLongestAnsweredSource);
        QVERIFY(got == nullptr || (text != parent && got->summary.find_first_of("\n\r\x1B") == std::string::npos));
        QVERIFY(got == nullptr ||
                firstSentences(got->summary, std::numeric_limits<int>::max(), kLongestSummary) == got->summary);
        QVERIFY(got != nullptr || text.find('\n') == std::string::npos);
    }
    QVERIFY2(seen.size() >= 12, "the mutations no longer reach most of the faults");
}

QTEST_GUILESS_MAIN(TestHostileAnswers)
#include "tst_hostileanswers.moc"
