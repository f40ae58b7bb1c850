#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/rng.h"
#include "core/base/temporaryfolder.h"
#include "core/diff/hunktext.h"

#include <QTest>

#include <string>

using namespace espalier;

namespace {

std::string numbered(int lines)
{
    std::string text;
    for (int i = 1; i <= lines; ++i) {
        text += "line " + std::to_string(i) + "\n";
    }
    return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

/// One change as a part of a patch.
class TestHunkText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheChangeAtTheRow();
    void joinsNeighbours();
    void namesTheLineBeforeAnEmptySide();
    void ofEqualTextsIsEmpty();
    void hunksTogetherAreThePatch();
};

void TestHunkText::isTheChangeAtTheRow()
{
    std::string right = replaced(numbered(40), "line 5\n", "line five\n");
    right = replaced(right, "line 30\n", "line 30\nand more\n");
    const LineDiff diff = diffLines(numbered(40), right);
    QCOMPARE(
        hunkText(diff, 4),
        std::string("@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+line five\n line 6\n line 7\n line 8\n"));
    QCOMPARE(hunkText(diff, 39),
             std::string("@@ -28,6 +28,7 @@\n line 28\n line 29\n line 30\n+and more\n line 31\n line "
                         "32\n line 33\n"));
    QCOMPARE(hunkText(diff, 0), hunkText(diff, 4)); // the nearest
}

void TestHunkText::joinsNeighbours()
{
    std::string right = replaced(numbered(20), "line 5\n", "line five\n");
    right = replaced(right, "line 9\n", "line nine\n");
    const LineDiff diff = diffLines(numbered(20), right);
    QVERIFY(hunkText(diff, 4).starts_with("@@ -2,11 +2,11 @@"));
    QCOMPARE(hunkText(diff, 4), hunkText(diff, 8));
    QCOMPARE(hunkText(diff, 4, 0), std::string("@@ -5,1 +5,1 @@\n-line 5\n+line five\n"));
}

void TestHunkText::namesTheLineBeforeAnEmptySide()
{
    QCOMPARE(hunkText(diffLines("", "new\n"), 0), std::string("@@ -0,0 +1,1 @@\n+new\n"));
    QCOMPARE(hunkText(diffLines("a\nb\n", "a\n"), 0, 0), std::string("@@ -2,1 +1,0 @@\n-b\n"));
}

void TestHunkText::ofEqualTextsIsEmpty()
{
    QVERIFY(hunkText(diffLines("a\n", "a\n"), 0).empty());
    QVERIFY(hunkText(LineDiff{}, 7).empty());
}

/// Every change of random edits, each taken once, is a patch that git takes.
void TestHunkText::hunksTogetherAreThePatch()
{
    Rng rng(3);
    for (int round = 0; round < 5; ++round) {
        std::string left;
        std::string right;
        for (int i = 0; i < 120; ++i) {
            const std::string line = "x" + std::to_string(rng.below(30)) + " = y;\n";
            const auto fate = rng.below(16);
            left += fate == 0 ? "" : line;
            right += fate == 1 ? "" : fate == 2 ? "changed " + line : line;
        }
        const LineDiff diff = diffLines(left, right);
        std::string patch = "--- a/f\n+++ b/f\n";
        std::string last;
        for (int row = 0; row < static_cast<int>(diff.rows.size()); ++row) {
            const std::string hunk = hunkText(diff, row);
            if (diff.rows[static_cast<std::size_t>(row)].kind != DiffRow::Same && hunk != last) {
                patch += hunk;
                last = hunk;
            }
        }
        const TemporaryFolder folder;
        QVERIFY(bool(writeFileAtomic(folder.path() / "f", left)) && bool(writeFileAtomic(folder.path() / "p", patch)));
        ProcessSpec git;
        git.argv = {"git", "apply", "--whitespace=nowarn", "p"};
        git.folder = folder.path();
        const Result<ProcessOutcome> outcome = runProcess(git);
        QVERIFY2(outcome && outcome->succeeded(), outcome ? outcome->output.c_str() : "");
        QCOMPARE(*readFile(folder.path() / "f"), right);
    }
}

QTEST_APPLESS_MAIN(TestHunkText)
#include "tst_hunktext.moc"
