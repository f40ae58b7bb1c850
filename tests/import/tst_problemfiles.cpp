#include "core/import/kernelbench/problem.h"
#include "core/import/kernelbench/staticgate.h"
#include "core/import/kernelbench/translation.h"
#include "problemsamples.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

/// The problem of problemText() with a Model that has an __init__ too.
std::string withInit(const std::string& init, const std::string& forward)
{
    return replaced(replaced(problemText(), "    def forward",
                             "    def __init__(self):\n        super().__init__()\n" + init + "\n    def forward"),
                    "torch.relu(x)", forward);
}

} // namespace

/// What a problem file may say around forward(): of its inputs, its sizes, its imports.
class ProblemFilesTest : public QObject
{
    Q_OBJECT

private slots:
    void filesThatAreNoSoundProblem_data();
    void filesThatAreNoSoundProblem();
    void modesAreFollowed_data();
    void modesAreFollowed();
    void modesThatAreNot_data();
    void modesThatAreNot();
};

void ProblemFilesTest::filesThatAreNoSoundProblem_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const std::string& source, const char* told) {
        QTest::newRow(name) << QString::fromStdString(source) << QString::fromLatin1(told);
    };
    const std::string sound = problemText();
    row("nothing", "", "it has no Model");
    row("no get_inputs", replaced(sound, "get_inputs", "inputs"), "it has no get_inputs");
    row("no forward", replaced(sound, "forward", "backward"), "it has no forward");
    row("another base", replaced(sound, "nn.Module", "Base"), "Model is not derived from nn.Module alone");
    row("acts when loaded", sound + "print(rows)\n", "the file does something when it is loaded");
    row("changes a size in a loop", sound + "for i in range(3):\n    rows = rows + 1\n", "\"for\" is not read here");
    row("another torch", replaced(sound, "import torch\n", "import numpy as torch\n"), "another meaning");
    row("another math", "import numpy as math\n" + sound, "another meaning");
    row("torch beside another name", sound + "torch, cols = 1, 2\n", "\"torch\" is given another meaning");
    row("math of a size", "import math\n" + replaced(sound, "torch.relu(x)", "x * math.sqrt(rows * 2)"),
        "is computed from constants of the file");
    row("more names than numbers", replaced(sound, "rows = 64\ncols = 96", "rows, cols = 64, 96, 1"),
        "this assignment is not read");
    row("everything of a module", "from numpy import *\n" + sound, "another meaning");
    row("torch is a function", sound + "def torch():\n    return 1\n", "\"torch\" is given another meaning");
    row("a size from elsewhere", replaced(sound, "rows = 64", "rows = 64\nfrom sizes import rows"),
        "\"rows\" is imported");
    row("a decorated Model", replaced(sound, "class Model", "@torch.compile\nclass Model"),
        "Model: what a decorator changes is not read");
    row("two models, the last counts", sound + "\nclass Model(Other):\n    pass\n", "not derived from nn.Module");
    row("size 0", replaced(sound, "cols = 96", "cols = 0"), "a size is no whole number from 1 to 2^31");
    row("a huge size", replaced(sound, "cols = 96", "cols = 2 ** 40"), "a size is no whole number from 1 to 2^31");
    row("a half size", replaced(sound, "cols = 96", "cols = 7 / 2"), "a size is no whole number");
    row("whole numbers", replaced(sound, "torch.randn(rows, cols)", "torch.randint(0, 5, (rows, cols))"),
        "relu: places are read as the classes of cross_entropy");
    const auto ofClasses = [&sound](const char* classes, const char* forward) {
        return replaced(replaced(replaced(sound, "(self, x)", "(self, x, at)"), "torch.randn(rows, cols)",
                                 std::string("torch.randn(rows, cols), ") + classes),
                        "torch.relu(x)", forward);
    };
    const char* const losses = "F.cross_entropy(x, at, reduction='none')";
    row("classes", ofClasses("torch.randint(0, cols, (rows,))", losses), "");
    row("classes by their number alone", ofClasses("torch.randint(cols, size=(rows,), dtype=torch.long)", losses), "");
    row("classes beyond their number", ofClasses("torch.randint(0, 97, (rows,))", losses),
        "its classes do not fit by the names of their sizes, or go beyond those that there are");
    row("classes below 0", ofClasses("torch.randint(-1, cols, (rows,))", losses), "torch.randint is read as");
    row("classes up to one size less", ofClasses("torch.randint(0, cols - 1, (rows,))", losses),
        "the range of whole numbers is computed");
    row("endless classes", ofClasses("torch.randint(0, 2 ** 40, (rows,))", losses), "torch.randint is read as");
    row("no classes at all", ofClasses("torch.randint(0, 0, (rows,))", losses), "torch.randint is read as");
    row("classes of nobody", ofClasses("torch.randint(rows)", losses), "torch.randint is read as");
    row("short classes", ofClasses("torch.randint(0, cols, (rows,), dtype=torch.int32)", losses),
        "whole numbers are read as int64, drawn from 0");
    row("classes of another batch", ofClasses("torch.randint(0, cols, (cols,))", losses), "its classes do not fit");
    row("classes of each element", ofClasses("torch.randint(0, cols, (rows, cols))", losses), "its classes do not fit");
    row("shares of classes", ofClasses("torch.rand(rows, cols)", losses), "its classes are read as places");
    row("classes that are computed", ofClasses("torch.randint(0, cols, (rows,))", "F.cross_entropy(x, at * 2)"),
        "mul: places are read as the classes of cross_entropy");
    row("classes that are computed by the file", ofClasses("torch.randint(0, cols, (rows,)) * 2", losses),
        "nothing is computed with bools or places in an input");
    row("classes as floats", ofClasses("torch.randint(0, cols, (rows,)).float()", losses), "made by a call");
    row("classes with weights", ofClasses("torch.randint(0, cols, (rows,))", "F.cross_entropy(x, at, x.select(0, 0))"),
        "cross_entropy: argument 3 is not understood");
    row("classes that are left out", ofClasses("torch.randint(0, cols, (rows,))", "F.nll_loss(x, at, ignore_index=3)"),
        "nll_loss: the argument \"ignore_index\" is not understood");
    row("classes as the result", ofClasses("torch.randint(0, cols, (rows,))", "at"), "forward returns bools or places");
    row("the loss of one class",
        replaced(ofClasses("torch.randint(0, cols, (rows,))", losses), "cols = 96", "cols = 1"),
        "it reduces over one element");
    row("the likelihood of one class",
        replaced(ofClasses("torch.randint(0, 1, (rows,))", "F.nll_loss(x, at, reduction='none')"), "rows, cols)",
                 "rows, 1)"),
        "it picks from one element");
    row("looked up", ofClasses("torch.randint(0, rows, (rows, 3))", "F.embedding(at, x)"), "");
    row("looked up beyond the rows", ofClasses("torch.randint(0, cols, (rows,))", "F.embedding(at, x)"),
        "embedding: its places go beyond the rows that there are");
    row("looked up in a vector", ofClasses("torch.randint(0, rows, (rows,))", "F.embedding(at, x.select(0, 0))"),
        "a matrix to look them up in");
    row("looked up by floats", ofClasses("torch.rand(rows)", "F.embedding(at, x)"), "it is read of places made by");
    row("looked up the other way", ofClasses("torch.randint(0, rows, (rows,))", "F.embedding(x, at)"),
        "it is read of places made by");
    row("looked up with a norm", ofClasses("torch.randint(0, rows, (rows,))", "F.embedding(at, x, max_norm=1)"),
        "\"max_norm\" is not understood");
    row("looked up in many axes", ofClasses("torch.randint(0, rows, (1, 1, 1, 1, 1, 1, 1, 2))", "F.embedding(at, x)"),
        "a tensor has more than 8 axes");
    row("looked up by two", ofClasses("torch.randint(0, rows, (rows,))", "F.embedding(at, at)"),
        "places are read as the classes of");
    row("looked up in one row",
        replaced(ofClasses("torch.randint(0, rows, (rows,))", "F.embedding(at, x)"), "rows = 64", "rows = 1"),
        "it picks from one element");
    row("the mean over classes", ofClasses("torch.randint(0, cols, (rows,))", "F.cross_entropy(x, at)"),
        "the output is a single number");
    const std::string masked = replaced(replaced(sound, "(self, x)", "(self, x, mask)"), "torch.randn(rows, cols)",
                                        "torch.randn(rows, cols), torch.randint(0, 2, (rows, cols)).bool()");
    const auto ofMask = [&masked](const char* forward) { return replaced(masked, "torch.relu(x)", forward); };
    row("a mask as a factor", ofMask("x * mask"), "");
    row("a mask first", ofMask("mask * x.t().t()"), "");
    row("a mask added", ofMask("x + mask"), "add: bools are read as a factor of a tensor of floats");
    row("masks multiplied", ofMask("(mask * mask) * x"), "mul: bools are read as a factor");
    row("a mask times a number", ofMask("(mask * 2) * x"), "mul: bools are read as a factor");
    row("a mask turned", ofMask("mask.t() * x.t()"), "t: bools are read as a factor");
    row("a mask in another shape", ofMask("x * mask.view(rows, cols)"), "of view and reshape those are read");
    row("a mask sliced", ofMask("x[:-1] * mask[:-1]"), "of slices only x[:-1]");
    row("a mask returned", ofMask("mask"), "forward returns bools or places");
    row("a mask computed", replaced(masked, ".bool()", ".bool() * 2"),
        "nothing is computed with bools or places in an input");
    row("a mask of three", replaced(masked, "0, 2, (", "0, 3, ("), "the input is made by a call");
    const std::string number = replaced(replaced(sound, "(self, x)", "(self, x, s)"), "[torch.randn(rows, cols)]",
                                        "[torch.randn(rows, cols), s]");
    const auto ofNumber = [&number](const char* s, const char* forward) {
        return replaced(replaced(number, "torch.relu(x)", forward), "    return [torch",
                        std::string("    s = ") + s + "\n    return [torch");
    };
    row("a number", ofNumber("3.14", "x * s"), "");
    row("a number of double precision",
        replaced(ofNumber("3.14", "x * s"), "rows, cols)", "rows, cols, dtype=torch.float64)"), "");
    row("a number that is a size", ofNumber("cols", "x * s"), "\"cols\" is a size and a number in a formula at once");
    row("a number by sizes", ofNumber("1 / cols", "x * s"), "a number is computed from constants of the file");
    row("a number as an axis", ofNumber("1", "torch.softmax(x, s)"), "softmax: \"dim\" names no axis");
    row("a number as a power", ofNumber("2", "x ** s"), "those of 2, 3 and 0.5 are read");
    row("a number that divides", ofNumber("2", "x / s"), "it divides by what may be zero");
    row("a truth", ofNumber("True", "x * s"), "an input is read as torch.rand");
    const auto drawn = [&sound](const char* inputs) {
        return replaced(sound, "return [torch.randn(rows, cols)]", inputs);
    };
    row("a triangle", drawn("a = torch.rand(rows, cols)\n    a = torch.triu(a * 2)\n    return [a]"), "");
    row("a symmetric one", drawn("a = torch.rand(rows, rows)\n    return [(a + a.T) / 2]"), "");
    row("a scale of all", drawn("scale = torch.rand(())\n    return [scale * torch.rand(rows, cols) + 1]"), "");
    row("a scale behind", drawn("scale = torch.rand(())\n    return [torch.rand(rows, cols) * scale]"), "");
    row("scales of rows", drawn("scale = torch.rand(rows, 1)\n    return [torch.rand(rows, cols) * scale]"),
        "\"scale\" is no constant of this file");
    row("a scale added", drawn("scale = torch.rand(())\n    return [torch.rand(rows, cols) + scale]"),
        "\"scale\" is no constant of this file");
    row("a scale of places", drawn("scale = torch.rand(())\n    return [torch.randint(0, rows, (rows, cols)) * scale]"),
        "nothing is computed with bools or places in an input");
    row("the sum of two", drawn("a = torch.rand(rows, rows)\n    b = torch.rand(rows, rows)\n    return [a + b.T]"),
        "are read as values");
    row("the sum of bools", drawn("a = torch.randint(0, 2, (rows, rows)).bool()\n    return [a + a.T]"),
        "are read as values");
    row("a triangle beside the diagonal", drawn("return [torch.triu(torch.rand(rows, cols), 1)]"), "\"torch.triu\"");
    row("a very long product",
        replaced(replaced(sound, "torch.relu(x)", "torch.cumprod(x, 1)"), "cols = 96", "cols = 200000"),
        "it multiplies more than 100,000 numbers");
    row("half precision", replaced(sound, "rows, cols)", "rows, cols, dtype=torch.float16)"), "\"torch.float16\"");
    row("inputs that are computed", replaced(sound, "torch.randn(rows, cols)", "torch.randn(rows, cols).t()"),
        "torch.rand, randn, ones and zeros are read");
    row("more inputs than parameters", replaced(sound, "[torch.randn", "[torch.rand(rows), torch.randn"),
        "forward does not take what get_inputs returns");
    row("parameters for nobody", replaced(sound, "return []", "return [1]"),
        "get_init_inputs gives more than __init__ takes");
}

void ProblemFilesTest::filesThatAreNoSoundProblem()
{
    QFETCH(QString, source);
    QFETCH(QString, told);
    const std::string obstacle = obstacleOf(source.toStdString());
    QCOMPARE(obstacle.empty(), told.isEmpty());
    QVERIFY2(QString::fromStdString(obstacle).contains(told), obstacle.c_str());
}

void ProblemFilesTest::modesAreFollowed_data()
{
    QTest::addColumn<QString>("init");
    QTest::addColumn<bool>("training");
    const auto row = [](const char* init, bool training) {
        QTest::newRow(init) << QString::fromLatin1(init) << training;
    };
    row("        self.n = nn.BatchNorm1d(cols)\n", true);
    row("        self.n = nn.BatchNorm1d(cols).eval()\n", false);
    row("        self.n = nn.BatchNorm1d(cols)\n        self.n.eval()\n", false);
    row("        self.n = nn.BatchNorm1d(cols)\n        self.eval()\n", false);
    row("        self.eval()\n        self.n = nn.BatchNorm1d(cols)\n", true);
    row("        self.n = nn.BatchNorm1d(cols)\n        self.train(False)\n", false);
    row("        self.n = nn.BatchNorm1d(cols)\n        self.train(mode=False)\n        self.n.train()\n", true);
    row("        self.n = nn.BatchNorm1d(cols)\n        self.all = nn.Sequential(self.n)\n        self.all.eval()\n",
        false);
    row("        self.n = nn.Sequential(nn.ReLU(), nn.Sequential(nn.BatchNorm1d(cols))).eval()\n", false);
    row("        self.n = nn.BatchNorm1d(cols, track_running_stats=False).eval()\n", true);
}

void ProblemFilesTest::modesAreFollowed()
{
    QFETCH(QString, init);
    QFETCH(bool, training);
    const std::string source = withInit(init.toStdString(), "self.n(x)");
    const Result<Problem> problem = readProblem(source);
    const Result<Translation> translation = translateProblem(*problem, "task");
    QVERIFY2(translation, translation ? "" : translation.error().sentence().c_str());
    QCOMPARE(translation->graph.readings.size(), std::size_t{1});
    QCOMPARE(translation->graph.readings[0].find("as in training") != std::string::npos, training);
    QCOMPARE(unsoundReason(translation->graph), std::string());
}

void ProblemFilesTest::modesThatAreNot_data()
{
    QTest::addColumn<QString>("init");
    QTest::addColumn<QString>("forward");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* init, const char* forward, const char* told) {
        QTest::newRow(told) << QString::fromLatin1(init) << QString::fromLatin1(forward) << QString::fromLatin1(told);
    };
    row("        self.n = nn.BatchNorm1d(cols)\n        self.n.train(2)\n", "self.n(x)",
        "train: \"mode\" is neither True nor False");
    row("        self.n = nn.BatchNorm1d(cols)\n        self.n.eval(True)\n", "self.n(x)",
        "eval: argument 1 is not understood");
    row("        self.n = 3\n        self.n.eval()\n", "x * self.n", "\"eval\" is called of what is no module");
    row("        self.n = nn.BatchNorm1d(cols)\n", "self.n.eval()", "the function \"eval\" is not known here");
    row("        self.n = nn.BatchNorm2d(cols)\n", "self.n(x)", "it is read for tensors of 4 axes, a batch first");
    row("        self.n = nn.BatchNorm1d(rows)\n", "self.n(x)", "its channels do not fit by the names of their sizes");
    row("        self.n = nn.BatchNorm1d(cols, eps=-1)\n", "self.n(x)", "eps is below 0");
    row("        self.n = nn.Embedding(rows, 0)\n", "self.n(x)", "the arguments of Embedding are not understood");
    row("        self.n = nn.Embedding(2 ** 40, cols)\n", "self.n(x)", "the arguments of Embedding");
    row("        self.n = nn.Embedding(rows, cols)\n", "self.n(x)", "embedding: it is read of places");
    row("        self.n = nn.BatchNorm1d(0)\n", "self.n(x)", "the arguments of BatchNorm1d are not understood");
    row("        self.n = nn.BatchNorm1d(cols, 1, 2, 3, 4, 5)\n", "self.n(x)", "the arguments of BatchNorm1d");
    row("        self.n = nn.BatchNorm1d(cols, affine=x)\n", "self.n(x)", "\"x\" is no constant of this file");
    row("        self.n = nn.BatchNorm1d(cols)\n", "self.n(x, x)", "argument 2 is not understood");
    row("        self.n = nn.BatchNorm1d(cols)\n", "self.n()", "another number of tensors than it takes");
    row("        self.n = nn.MSELoss(None, None, 'none', 1)\n", "self.n(x, x * 2)", "the arguments of MSELoss");
    row("        self.n = nn.MSELoss(reduce=False)\n", "self.n(x, x * 2)", "\"reduce\" is not understood");
    row("        self.n = nn.MSELoss(reduction='none')\n", "self.n(x)", "\"target\" is no tensor");
    row("        self.n = nn.MaxPool1d(2)\n", "self.n(x, x)", "another number of tensors than it takes");
    row("        self.n = nn.BatchNorm1d(1, affine=False)\n", "self.n(x.mean(0, keepdim=True))",
        "it reduces over one element");
}

void ProblemFilesTest::modesThatAreNot()
{
    QFETCH(QString, init);
    QFETCH(QString, forward);
    QFETCH(QString, told);
    const std::string obstacle = obstacleOf(withInit(init.toStdString(), forward.toStdString()));
    QVERIFY2(QString::fromStdString(obstacle).contains(told), obstacle.c_str());
}

QTEST_APPLESS_MAIN(ProblemFilesTest)
#include "tst_problemfiles.moc"
