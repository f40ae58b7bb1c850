#include "core/base/file.h"
#include "core/base/rng.h"
#include "core/import/kernelbench/problem.h"
#include "core/import/kernelbench/staticgate.h"
#include "core/import/kernelbench/taskdocument.h"
#include "core/task/wording.h"
#include "problemsamples.h"

#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

/// Everything that is done with a problem file before a compiler sees anything of it.
Result<TaskDocument> documentOf(const std::string& source)
{
    const Result<Problem> problem = readProblem(source);
    if (!problem) {
        return problem.error();
    }
    const Result<Translation> translation = translateProblem(*problem, "task");
    if (!translation) {
        return translation.error();
    }
    unsoundReason(translation->graph);
    return taskDocument(*translation, *problem, {"task", "level1/1_Task.py", "MIT"});
}

std::vector<std::string> samples()
{
    std::vector<std::string> sources;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(problemsFolder())) {
        if (entry.path().extension() == ".py") {
            sources.push_back(*readFile(entry.path()));
        }
    }
    std::sort(sources.begin(), sources.end());
    return sources;
}

/// A random place of the text changed: a piece of Python put in, bytes taken out, doubled, overwritten, or moved in
/// from another file.
void mutate(std::string& text, const std::vector<std::string>& others, Rng& rng)
{
    static const std::vector<std::string> kPieces{"(",
                                                  ")",
                                                  "[",
                                                  "]",
                                                  "\n",
                                                  "\n    ",
                                                  "\n        ",
                                                  ":",
                                                  "*",
                                                  "**",
                                                  ", ",
                                                  "=",
                                                  " = ",
                                                  "self.",
                                                  "x",
                                                  "lambda: ",
                                                  "\"",
                                                  "\"\"\"",
                                                  "'",
                                                  "\\\n",
                                                  "return ",
                                                  "def f(a):\n",
                                                  "class ",
                                                  "import ",
                                                  "1e308",
                                                  "-1",
                                                  "0",
                                                  "2 ** 31",
                                                  "dim=-1",
                                                  "nn.Linear(1,",
                                                  ".T",
                                                  "torch.softmax(x, 1)",
                                                  "torch.cumsum(x, 0)",
                                                  "torch.argmax(x, 1)",
                                                  "torch.triu(x)",
                                                  "torch.diag(x)",
                                                  "torch.cat((x, x), 1)",
                                                  ".flip(0)",
                                                  "F.mse_loss(x, x, reduction='none')",
                                                  "torch.randint(0, 9, (2,))",
                                                  "F.cross_entropy(x, ",
                                                  "F.embedding(",
                                                  ".select(0, 0)",
                                                  ".bool()",
                                                  ".eval()",
                                                  "self.eval()\n        ",
                                                  "nn.BatchNorm1d(3)",
                                                  "[:-1]",
                                                  "for ",
                                                  "\t",
                                                  "\r\n",
                                                  "#",
                                                  "\xEF\xBB\xBF",
                                                  "\xff",
                                                  "None",
                                                  "nn.Sequential(",
                                                  "@",
                                                  "+= 1",
                                                  "[0]",
                                                  "*shape",
                                                  "@",
                                                  "keepdim=True,",
                                                  "True",
                                                  std::string(1, '\0')};
    const std::size_t at = rng.below(text.size() + 1);
    const std::size_t length = std::min<std::size_t>(rng.below(text.size() - at + 1), 1 + rng.below(60));
    const std::string& other = others[rng.below(others.size())];
    switch (rng.below(6)) {
    case 0:
    case 1:
        text.insert(at, kPieces[rng.below(kPieces.size())]);
        break;
    case 2:
        text.erase(at, std::min(length, text.size() - at));
        break;
    case 3:
        text.insert(at, text.substr(at, length));
        break;
    case 4:
        text.insert(at, other.substr(rng.below(other.size()), 1 + rng.below(80)));
        break;
    default:
        text.replace(at, at < text.size() ? 1 : 0, 1, static_cast<char>(rng.below(256)));
    }
}

std::string times(const std::string& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

/// An __init__ and a forward put before the forward of problemText().
std::string withInit(const std::string& init, const std::string& forward)
{
    std::string source = problemText("        return " + forward + "\n");
    source.insert(source.find("    def forward"), "    def __init__(self):\n        super().__init__()\n" + init);
    return source;
}

} // namespace

/// Files that were made to break a reader, to keep it busy, or to bring text of their own into what is compiled.
class HostileProblemsTest : public QObject
{
    Q_OBJECT

private slots:
    void anyBytesGiveADocumentOrASentence();
    void onlyNamesReachTheSource();
    void filesThatGrow_data();
    void filesThatGrow();
};

void HostileProblemsTest::anyBytesGiveADocumentOrASentence()
{
    const std::vector<std::string> sources = samples();
    QVERIFY(sources.size() >= 16);
    Rng rng(5);
    int documents = 0;
    for (int round = 0; round < 6000; ++round) {
        std::string source = sources[rng.below(sources.size())];
        for (std::uint64_t changes = rng.below(4); changes > 0; --changes) {
            mutate(source, sources, rng);
        }
        const Result<TaskDocument> document = documentOf(source);
        documents += document ? 1 : 0;
        const std::string sentence = document ? "" : document.error().sentence();
        QVERIFY2(document || (sentence.size() > 10 && sentence.size() < 400), sentence.c_str());
        QVERIFY2(sentence.find('\n') == std::string::npos, sentence.c_str());
    }
    QVERIFY2(documents > 600, std::to_string(documents).c_str()); // else the changes leave nothing to test
}

/// Whatever a file calls its things, what is written of them are identifiers; texts of the file are not written at all.
void HostileProblemsTest::onlyNamesReachTheSource()
{
    const std::string long_ = times("Long", 30);
    std::string source =
        problemText("        \"\"\"*/ int evil = 0; /*\"\"\"\n        return F.gelu(x)\n", "rows = 64\ncols = 96\n");
    const auto rename = [&source](const std::string& from, const std::string& to) {
        for (std::size_t at = source.find(from); at != std::string::npos; at = source.find(from, at + to.size())) {
            source.replace(at, from.size(), to);
        }
    };
    rename("rows", "__restrict__");
    rename("cols", long_);
    rename("(self, x)", "(self, double)");
    rename("gelu(x)", "gelu(double)");
    const Result<TaskDocument> document = documentOf(source);
    QVERIFY2(document, document ? "" : document.error().sentence().c_str());
    for (const auto& dim : document->json.at("dims")) {
        QVERIFY2(isIdentifier(dim.get<std::string>()), dim.get<std::string>().c_str());
    }
    QVERIFY(isIdentifier(document->json.at("inputs").at(0).at("name").get<std::string>()));
    QVERIFY(document->seed.find("evil") == std::string::npos);
    QVERIFY(document->json.dump().find("evil") == std::string::npos);
    QVERIFY(document->seed.find("__restrict__") == std::string::npos);
}

void HostileProblemsTest::filesThatGrow_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* name, const std::string& source) {
        QTest::newRow(name) << QByteArray::fromStdString(source);
    };
    row("signs", problemText("        return " + times("-", 100'000) + "x\n"));
    row("powers", problemText("        return x" + times(" ** 2", 50'000) + "\n"));
    row("sums", problemText("        return x" + times(" + 1", 100'000) + "\n"));
    row("attributes", problemText("        return x" + times(".T", 100'000) + "\n"));
    row("steps", problemText(times("        x = " + times("-", 90) + "x\n", 499) + "        return x\n"));
    row("cubes", problemText(times("        x = x ** 3\n", 499) + "        return x\n"));
    row("axes", problemText(times("        x = x.unsqueeze(0)\n", 499) + "        return x\n"));
    row("statements", problemText(times("        x = F.gelu(x)\n", 9000) + "        return x\n"));
    row("constants", problemText("        return x\n", times("a = (1, 2, 3)\n", 9000) + "rows = 1\ncols = 1\n"));
    row("lists of lists", problemText("        return x\n", "a = (1, 2, 3, 4)\n" + times("a = a + a\n", 60) +
                                                                "b = [a, a, a]\nrows = 1\ncols = 1\n"));
    row("products", problemText("        return x\n", "rows = 3\n" + times("rows = rows * rows\n", 90) + "cols = 1\n"));
    row("a tower of powers", problemText("        return x\n", "rows = 9 ** 9 ** 9 ** 9 ** 9\ncols = 1\n"));
    row(
        "blocks", times("class A:\n", 1) + [] {
            std::string text;
            for (std::size_t depth = 1; depth < 300; ++depth) {
                text += std::string(depth, ' ') + "class A:\n";
            }
            return text;
        }());
    row("one long name", problemText("        return " + times("x", 900'000) + "\n"));
    row("parameters", withInit(times("        self.a = nn.Parameter(torch.randn(3, 4))\n", 499), "x * self.a"));
    row("layers", withInit(times("        self.a = nn.Linear(3, 4)\n", 499), "self.a(x)"));
    std::string nested = "        self.a = nn.ReLU()\n";
    nested +=
        times("        self.a = nn.Sequential(" + times("nn.Sequential(", 30) + "self.a" + times(")", 31) + "\n", 490);
    const std::string flat = "        x = (x.unsqueeze(0) * x.unsqueeze(1)).flatten()\n";
    row("lengths that double",
        problemText("        x = x.flatten()\n" + times(flat, 100) + "        return x\n", "rows = 1\ncols = 1\n"));
    row("lengths that are squared", problemText("        x = x.flatten()\n" + times(flat, 100) + "        return x\n"));
    row("windows in windows",
        problemText("        x = x.unsqueeze(1)\n" +
                        times("        x = F.max_pool1d(x, 2, 2, 0, ceil_mode=True)\n", 31) + "        return x\n",
                    "rows = 1\ncols = 2147483648\n"));
    row("zeros before zeros",
        problemText(times("        x = torch.cat((torch.zeros_like(x.select(0, 0).unsqueeze(0)), x))\n", 499) +
                    "        return x\n"));
    row("slices", problemText(times("        x = x[:-1]\n", 499) + "        return x\n", "rows = 4096\ncols = 1\n"));
    row("scans", problemText(times("        x = torch.cumsum(x, 0).flip(1)\n", 499) + "        return x\n"));
    row("triangles",
        problemText(times("        x = torch.triu(x) @ torch.diag(x.select(0, 0))\n", 499) + "        return x\n"));
    row("losses",
        problemText(times("        x = F.triplet_margin_loss(x, x, x, reduction='none').unsqueeze(1) * x\n", 499) +
                    "        return x\n"));
    std::string classes =
        problemText("        return F.cross_entropy(x, at, reduction='none')\n", "rows = 2 ** 31\ncols = 2 ** 31\n");
    classes.insert(classes.find("x):") + 1, ", at")
        .insert(classes.find("cols)]") + 5, ", torch.randint(0, cols, (rows,))");
    row("classes without end", classes);
    row("modules in modules", withInit(nested, "self.a(x)"));
    row("modes of modules that double",
        withInit("        self.a = nn.ReLU()\n" + times("        self.a = nn.Sequential(self.a, self.a)\n", 100) +
                     times("        self.eval()\n", 380),
                 "self.a(x)"));
    row("modules that double",
        withInit("        self.a = nn.ReLU()\n" + times("        self.a = nn.Sequential(self.a, self.a)\n", 100),
                 "self.a(x)"));
}

/// Each ends within the limits of one step; none may take memory or a stack without end, which the suite's own limits
/// and the sanitizers would show.
void HostileProblemsTest::filesThatGrow()
{
    QFETCH(QByteArray, source);
    const Result<TaskDocument> document = documentOf(source.toStdString());
    QVERIFY(document || document.error().sentence().size() < 400);
}

QTEST_APPLESS_MAIN(HostileProblemsTest)
#include "tst_hostileproblems.moc"
