#include "core/base/rng.h"
#include "core/diff/linediff.h"
#include "core/diff/tokens.h"

#include <QTest>

#include <ctime>
#include <string>

using namespace espalier;

namespace {

const std::string kPlain = "void scale(const float* x, float* y, int64_t n)\n"
                           "{\n"
                           "    for (int64_t i = 0; i < n; ++i) {\n"
                           "        y[i] = x[i] * 2.0f;\n"
                           "    }\n"
                           "}\n";

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    return text.replace(text.find(from), from.size(), to);
}

std::string marked(const std::string& line, const std::vector<Span>& spans)
{
    std::string out;
    for (const Span& span : spans) {
        out += "[" +
               line.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin)) + "]";
    }
    return out;
}

/// Both texts must be readable from the rows: the model loses nothing.
void verifyCovers(const LineDiff& diff, const std::string& left, const std::string& right)
{
    std::string leftAgain;
    std::string rightAgain;
    int leftLine = 0;
    int rightLine = 0;
    for (const DiffRow& row : diff.rows) {
        if (row.leftLine) {
            QCOMPARE(*row.leftLine, ++leftLine);
            leftAgain += row.left + "\n";
        }
        if (row.rightLine) {
            QCOMPARE(*row.rightLine, ++rightLine);
            rightAgain += row.right + "\n";
        }
        QCOMPARE(row.leftLine.has_value(), row.kind != DiffRow::Added);
        QCOMPARE(row.rightLine.has_value(), row.kind != DiffRow::Removed);
    }
    QCOMPARE(leftAgain, left.empty() || left.back() == '\n' ? left : left + "\n");
    QCOMPARE(rightAgain, right.empty() || right.back() == '\n' ? right : right + "\n");
}

/// Seconds of processor time, which a busy machine does not stretch.
double secondsSince(std::clock_t start)
{
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

std::string randomText(Rng& rng, int lines)
{
    std::string text;
    for (int i = 0; i < lines; ++i) {
        text += "line " + std::to_string(rng.below(30)) + " = value_" + std::to_string(rng.below(5)) + ";\n";
    }
    return text;
}

} // namespace

class TestLineDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalTextsHaveOnlySameRows();
    void changedLineIsPairedAndItsTokensMarked();
    void insertedPragmaLeavesTheRestAlone();
    void strangersAreNotPaired();
    void movedEditKeepsPairsInOrder();
    void whitespaceCanBeIgnored();
    void emptySides();
    void missingLastNewline();
    void spansRespectCharacters();
    void randomTextsAreCovered();
    void tokensCoverTheLine();
    void foldsFarRuns();
    void hugeLineIsBounded();
    void manyLinesAreBounded_data();
    void manyLinesAreBounded();
};

void TestLineDiff::equalTextsHaveOnlySameRows()
{
    const LineDiff diff = diffLines(kPlain, kPlain);
    QVERIFY(diff.isEmpty());
    QCOMPARE(diff.rows.size(), 6U);
    verifyCovers(diff, kPlain, kPlain);
}

void TestLineDiff::changedLineIsPairedAndItsTokensMarked()
{
    const LineDiff diff = diffLines(kPlain, replaced(kPlain, "2.0f", "scale2"));
    QCOMPARE(diff.added, 1);
    QCOMPARE(diff.removed, 1);
    const DiffRow& row = diff.rows[3];
    QCOMPARE(row.kind, DiffRow::Changed);
    QCOMPARE(marked(row.left, row.leftSpans), std::string("[2.0f]"));
    QCOMPARE(marked(row.right, row.rightSpans), std::string("[scale2]"));
}

void TestLineDiff::insertedPragmaLeavesTheRestAlone()
{
    const std::string right = replaced(kPlain, "    for", "#pragma omp parallel for\n    for");
    const LineDiff diff = diffLines(kPlain, right);
    QCOMPARE(diff.added, 1);
    QCOMPARE(diff.removed, 0);
    QCOMPARE(diff.rows[2].kind, DiffRow::Added);
    QCOMPARE(diff.rows[2].right, std::string("#pragma omp parallel for"));
    verifyCovers(diff, kPlain, right);
}

void TestLineDiff::strangersAreNotPaired()
{
    const LineDiff diff = diffLines("int a = 1;\n", "#include <immintrin.h>\n");
    QCOMPARE(diff.rows.size(), 2U);
    QCOMPARE(diff.rows[0].kind, DiffRow::Removed);
    QCOMPARE(diff.rows[1].kind, DiffRow::Added);
}

void TestLineDiff::movedEditKeepsPairsInOrder()
{
    const std::string left = "float acc = 0;\nsum += x[i];\n";
    const std::string right = "float acc0 = 0;\nfloat unrelated_lanes[16];\nsum += x[i] * w[i];\n";
    const LineDiff diff = diffLines(left, right);
    QCOMPARE(diff.rows.size(), 3U);
    QCOMPARE(diff.rows[0].kind, DiffRow::Changed);
    QCOMPARE(diff.rows[1].kind, DiffRow::Added);
    QCOMPARE(diff.rows[2].kind, DiffRow::Changed);
    QCOMPARE(marked(diff.rows[2].right, diff.rows[2].rightSpans), std::string("[ * w[i]]"));
}

void TestLineDiff::whitespaceCanBeIgnored()
{
    const std::string right = replaced(kPlain, "        y[i]", "    y[i]");
    QVERIFY(!diffLines(kPlain, right).isEmpty());
    const LineDiff diff = diffLines(kPlain, right, {.ignoreWhitespace = true});
    QVERIFY(diff.isEmpty());
    verifyCovers(diff, kPlain, right);
}

void TestLineDiff::emptySides()
{
    QVERIFY(diffLines("", "").rows.empty());
    QCOMPARE(diffLines("", kPlain).added, 6);
    QCOMPARE(diffLines(kPlain, "").removed, 6);
    verifyCovers(diffLines("", kPlain), "", kPlain);
}

void TestLineDiff::missingLastNewline()
{
    const LineDiff diff = diffLines("a\nb\n", "a\nb");
    QCOMPARE(diff.rows.size(), 2U);
    QCOMPARE(diff.rows[1].kind, DiffRow::Changed);
    QVERIFY(diff.rows[1].leftSpans.empty());
}

void TestLineDiff::spansRespectCharacters()
{
    const LineDiff diff = diffLines("// Maß § x\n", "// Maß € x\n");
    QCOMPARE(diff.rows.size(), 1U);
    QCOMPARE(marked(diff.rows[0].left, diff.rows[0].leftSpans), std::string("[§]"));
    QCOMPARE(marked(diff.rows[0].right, diff.rows[0].rightSpans), std::string("[€]"));
    const std::string longLeft = std::string(9000, 'a') + "é" + std::string(9000, 'b') + "\n";
    const std::string longRight = std::string(9000, 'a') + "è" + std::string(9000, 'b') + "\n";
    const LineDiff longDiff = diffLines(longLeft, longRight);
    QCOMPARE(longDiff.rows.size(), 1U);
    QCOMPARE(marked(longDiff.rows[0].left, longDiff.rows[0].leftSpans), std::string("[é]"));
    QCOMPARE(marked(longDiff.rows[0].right, longDiff.rows[0].rightSpans), std::string("[è]"));
}

void TestLineDiff::randomTextsAreCovered()
{
    Rng rng(11);
    for (int round = 0; round < 200; ++round) {
        const std::string left = randomText(rng, static_cast<int>(rng.below(40)));
        const std::string right = randomText(rng, static_cast<int>(rng.below(40)));
        const LineDiff diff = diffLines(left, right);
        verifyCovers(diff, left, right);
        for (const DiffRow& row : diff.rows) {
            QCOMPARE(row.kind == DiffRow::Same, row.left == row.right && row.leftLine && row.rightLine);
        }
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TestLineDiff::tokensCoverTheLine()
{
    Rng rng(3);
    for (int round = 0; round < 500; ++round) {
        std::string line;
        for (std::uint64_t i = rng.below(60); i > 0; --i) {
            line += static_cast<char>(rng.below(256)); // broken UTF-8 included
        }
        int at = 0;
        for (const Span& span : tokenise(line)) {
            QCOMPARE(span.begin, at);
            QVERIFY(span.end > span.begin);
            at = span.end;
        }
        QCOMPARE(at, static_cast<int>(line.size()));
    }
    QCOMPARE(tokenise("a->b <<= 1.5e-3f").size(), 7U);
}

void TestLineDiff::foldsFarRuns()
{
    std::string left;
    for (int i = 0; i < 20; ++i) {
        left += "line " + std::to_string(i) + "\n";
    }
    const LineDiff diff = diffLines(left, replaced(left, "line 10\n", "other\n"));
    const std::vector<RowRun> runs = foldUnchanged(diff.rows, 3);
    const std::vector<RowRun> expected{{0, 7, true}, {7, 15, false}, {15, 21, true}};
    QCOMPARE(runs, expected);
    QCOMPARE(foldUnchanged(diffLines(left, left).rows, 3), (std::vector<RowRun>{{0, 20, true}}));
    QVERIFY(foldUnchanged({}, 3).empty());
    QCOMPARE(foldUnchanged(diff.rows, 9), (std::vector<RowRun>{{0, 21, false}})); // one row is never folded
}

void TestLineDiff::hugeLineIsBounded()
{
    std::string left(1'000'000, 'x');
    for (std::size_t i = 0; i < left.size(); i += 3) {
        left[i] = static_cast<char>('+' + i % 5);
    }
    std::string right = left;
    right[500'000] = '#';
    const std::clock_t start = std::clock();
    const LineDiff diff = diffLines(left, right);
    QVERIFY(secondsSince(start) < 2);
    QCOMPARE(diff.rows.size(), 1U);
    QCOMPARE(diff.rows[0].leftSpans, (std::vector<Span>{{500'000, 500'001}}));
}

void TestLineDiff::manyLinesAreBounded_data()
{
    QTest::addColumn<int>("distinct");
    QTest::newRow("all lines unique") << 1'000'000'000;
    QTest::newRow("few distinct lines") << 7;
    QTest::newRow("mixed") << 5'000;
}

void TestLineDiff::manyLinesAreBounded()
{
    QFETCH(int, distinct);
    Rng rng(5);
    std::string left;
    std::string right;
    for (int i = 0; i < 50'000; ++i) {
        left += "a[" + std::to_string(rng.below(static_cast<std::uint64_t>(distinct))) + "] = left;\n";
        right += "a[" + std::to_string(rng.below(static_cast<std::uint64_t>(distinct))) +
                 "] = " + (i % 3 ? "left" : "right") + ";\n";
    }
    const std::clock_t start = std::clock();
    const LineDiff diff = diffLines(left, right);
    qInfo("%.2f s for 50,000 lines a side", secondsSince(start));
    QVERIFY(secondsSince(start) < 10);
    verifyCovers(diff, left, right);
}

QTEST_GUILESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
