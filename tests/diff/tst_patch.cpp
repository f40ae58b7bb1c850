#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/rng.h"
#include "core/base/temporaryfolder.h"
#include "core/diff/linediff.h"

#include <QTest>

#include <string>
#include <vector>

using namespace espalier;

namespace {

/// What `git apply` makes of `left` with our patch; the error text when it refuses.
std::string applied(const std::string& left, const std::string& patch, const std::string& from, const std::string& to)
{
    const TemporaryFolder folder("espalier-patch");
    if (!writeFileAtomic(folder.path() / from, left) || !writeFileAtomic(folder.path() / "change.patch", patch)) {
        return "cannot write";
    }
    ProcessSpec git;
    git.argv = {"git", "apply", "--whitespace=nowarn", "change.patch"};
    git.folder = folder.path();
    const Result<ProcessOutcome> outcome = runProcess(git);
    if (!outcome || !outcome->succeeded()) {
        return "git refused: " + (outcome ? outcome->output : outcome.error().sentence());
    }
    const Result<std::string> result = readFile(folder.path() / to);
    return result ? *result : "the file is gone";
}

std::string join(const std::vector<std::string>& lines, bool lastNewline)
{
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    if (!lastNewline && !text.empty()) {
        text.pop_back();
    }
    return text;
}

std::string randomLine(Rng& rng)
{
    static const std::vector<std::string> kLines{"",
                                                 "    }",
                                                 "for (int i = 0; i < n; ++i) {",
                                                 "--x;",
                                                 "++y;",
                                                 "@@ ",
                                                 "\tsum += a[i];\r",
                                                 "// größer",
                                                 "- removed?",
                                                 "+ added?"};
    return kLines[rng.below(kLines.size())] + (rng.below(2) ? std::to_string(rng.below(9)) : "");
}

void edit(Rng& rng, std::vector<std::string>& lines)
{
    for (std::uint64_t edits = 1 + rng.below(6); edits > 0; --edits) {
        const auto at = static_cast<std::ptrdiff_t>(rng.below(lines.size() + 1));
        const bool inside = at < static_cast<std::ptrdiff_t>(lines.size());
        switch (rng.below(3)) {
        case 0:
            lines.insert(lines.begin() + at, randomLine(rng));
            break;
        case 1:
            if (inside) {
                lines.erase(lines.begin() + at);
            }
            break;
        default:
            if (inside) {
                lines[static_cast<std::size_t>(at)] = randomLine(rng);
            }
        }
    }
}

} // namespace

class TestPatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalTextsNeedNoPatch() { QVERIFY(unifiedPatch("a\n", "a\n", "k.cpp", "k.cpp").empty()); }
    void gitAppliesRandomEdits();
    void gitAppliesToAndFromEmpty();
    void differentNamesRename();
    void hostileNamesStayInTheHeader();
};

void TestPatch::gitAppliesRandomEdits()
{
    Rng rng(42);
    for (int round = 0; round < 120; ++round) {
        std::vector<std::string> lines;
        for (std::uint64_t i = 1 + rng.below(40); i > 0; --i) {
            lines.push_back(randomLine(rng));
        }
        const std::string left = join(lines, rng.below(4) != 0);
        edit(rng, lines);
        const std::string right = join(lines, rng.below(4) != 0);
        if (left == right || left.empty() || right.empty()) {
            continue;
        }
        const std::string patch = unifiedPatch(left, right, "kernel.cpp", "kernel.cpp");
        QCOMPARE(QString::fromStdString(applied(left, patch, "kernel.cpp", "kernel.cpp")),
                 QString::fromStdString(right));
    }
}

void TestPatch::gitAppliesToAndFromEmpty()
{
    const std::string text = "a\nb\n";
    QCOMPARE(applied("", unifiedPatch("", text, "k.cpp", "k.cpp"), "k.cpp", "k.cpp"), text);
    QCOMPARE(applied(text, unifiedPatch(text, "", "k.cpp", "k.cpp"), "k.cpp", "k.cpp"), std::string());
}

void TestPatch::differentNamesRename()
{
    const std::string patch = unifiedPatch("a\nb\n", "a\nc\n", "3.57.cpp", "3.58.cpp");
    QCOMPARE(applied("a\nb\n", patch, "3.57.cpp", "3.58.cpp"), std::string("a\nc\n"));
}

void TestPatch::hostileNamesStayInTheHeader()
{
    const std::string patch = unifiedPatch("a\n", "b\n", "x\n+++ b/etc passwd", "");
    QVERIFY(patch.find("etc passwd") == std::string::npos);
    QVERIFY(patch.starts_with("diff --git a/x_+++_b/etc_passwd b/source\n"));
}

QTEST_GUILESS_MAIN(TestPatch)
#include "tst_patch.moc"
