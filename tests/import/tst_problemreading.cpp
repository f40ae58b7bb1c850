#include "core/import/kernelbench/operatorsource.h"
#include "core/import/kernelbench/problem.h"
#include "core/import/kernelbench/staticgate.h"
#include "core/import/kernelbench/translation.h"
#include "problemsamples.h"

#include <QTest>

using namespace espalier;
using espalier::test::problemText;

namespace {

/// What stands in the way of a task: of reading, of translating, or at the gate; empty where nothing does.
std::string obstacleOf(const std::string& source)
{
    const Result<Problem> problem = readProblem(source);
    if (!problem) {
        return problem.error().sentence();
    }
    const Result<Translation> translation = translateProblem(*problem, "task");
    return translation ? unsoundReason(translation->graph) : translation.error().sentence();
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
        qFatal("%s is not in the problem", from.c_str());
    }
    return text.replace(at, from.size(), to);
}

} // namespace

/// Which problems can be told without running them, and what is said of the others.
class ProblemReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAProblem();
    void sizesAreDimsByTheirNames();
    void forwardsThatAreTranslated_data();
    void forwardsThatAreTranslated();
    void forwardsThatAreNot_data();
    void forwardsThatAreNot();
    void filesThatAreNoSoundProblem_data();
    void filesThatAreNoSoundProblem();
    void chanceAndTrainingAreAnAnswer();
    void whatLeavesElementsOutIsNoCopy();
};

void ProblemReadingTest::readsAProblem()
{
    const Result<Problem> problem = readProblem(problemText());
    QVERIFY2(problem, problem ? "" : problem.error().sentence().c_str());
    QCOMPARE(problem->inputs.size(), std::size_t{1});
    QCOMPARE(problem->inputs[0].name, std::string("x"));
    QCOMPARE(problem->inputs[0].shape.at(1).whole, std::int64_t{96});
    QCOMPARE(problem->inputs[0].shape.at(1).constant, std::string("cols"));
}

/// Rows and columns are two dims though the numbers are alike; a number that is no constant is one dim wherever it
/// stands.
void ProblemReadingTest::sizesAreDimsByTheirNames()
{
    const auto dimsOf = [](const std::string& source) {
        const Result<Problem> problem = readProblem(source);
        const Result<Translation> translation = translateProblem(*problem, "rows");
        std::string text;
        for (const auto& [name, size] : translation->dims) {
            text += name + "=" + std::to_string(size) + " ";
        }
        return text;
    };
    // A dim must not be called as the task is.
    QCOMPARE(dimsOf(problemText("        return torch.relu(x)\n", "rows = 96\ncols = 96\n")),
             std::string("rows_2=96 cols=96 "));
    QCOMPARE(dimsOf(replaced(problemText(), "rows, cols)", "8, rows, 8, 1)")), std::string("size=8 rows_2=64 "));
    QCOMPARE(dimsOf(problemText("        return torch.relu(x)\n", "rows, cols = 64, 96\n")),
             std::string("rows_2=64 cols=96 "));
}

void ProblemReadingTest::forwardsThatAreTranslated_data()
{
    QTest::addColumn<QString>("forward");
    for (const char* forward : {"return torch.relu(x)",
                                "return F.relu(x)",
                                "return x.relu()",
                                "return torch.nn.functional.gelu(x)",
                                "return F.gelu(x, approximate='tanh')",
                                "return F.leaky_relu(x, negative_slope=0.1)",
                                "return torch.clamp(x, -1.5, 1.5)",
                                "return x.clamp(min=0)",
                                "return -x * 2.0 + 1",
                                "return x ** 2",
                                "return torch.pow(x, 3.0) + x.pow(2)",
                                "return x / torch.norm(x, p='fro')",
                                "return F.scaled_dot_product_attention(x, x, x)",
                                "return torch.softmax(x, dim=-1)",
                                "return F.log_softmax(x, 1)",
                                "return x - x.mean(1, keepdim=True)",
                                "return torch.max(x, dim=1)[0]",
                                "return x.min(1)[0]",
                                "return torch.sum(x, (1,))",
                                "return x.t()",
                                "return x @ x.T",
                                "return torch.matmul(x, x.transpose(0, 1))",
                                "return F.normalize(x, p=2.0, dim=1)",
                                "return x / (torch.norm(x, dim=1, keepdim=True) + 1e-6)",
                                "return torch.logsumexp(x, dim=1)",
                                "return x.unsqueeze(1) * 0.5",
                                "return torch.sqrt(torch.abs(x))",
                                "return x * torch.sigmoid(x)",
                                "return x.permute(1, 0)",
                                "return torch.flatten(x)",
                                "return x.view(-1)",
                                "return x.view(x.size(0), -1)",
                                "return x.view(rows, 1, cols) * 2",
                                "return x.reshape((x.shape[0], 8, -1)).mean(2)",
                                "return x.view(x.shape).view(-1, x.shape[-1])",
                                "return torch.flatten(x.unsqueeze(1), 1)",
                                "return x.unsqueeze(1).squeeze(1).contiguous() * 2",
                                "return x.cumsum(0).flip(0, 1)",
                                "return torch.flip(x.t(), dims=(0,)) + x.t()",
                                "return torch.cumprod(x.t(), -1)",
                                "return torch.cat([x, torch.zeros_like(x.select(0, 0).unsqueeze(0))])[:-1]",
                                "return x.narrow(1, 0, cols) * 2",
                                "return torch.argmax(x, dim=-1)",
                                "return x / torch.sum(torch.abs(x), dim=1, keepdim=True)",
                                "return torch.triu(x, 2) + torch.tril(x, diagonal=-3)",
                                "return torch.tril(x) / torch.sum(torch.exp(torch.triu(x)), dim=1, keepdim=True)",
                                "return x @ torch.diag(x.select(0, 0))",
                                "return torch.diag(x.select(1, 0)) @ x",
                                "return x.select(1, 0).unsqueeze(1) * x",
                                "return x.select(1, 0).diag()",
                                "return x.t().argmin(0, keepdim=True)",
                                "return torch.einsum('ij,kj->ik', x, x)",
                                "return torch.einsum('ij -> i', x)",
                                "return F.max_pool1d(x.unsqueeze(1), 4)",
                                "return F.avg_pool1d(x.unsqueeze(1), 3, stride=2, padding=1)",
                                "return F.adaptive_avg_pool1d(x.unsqueeze(1), 1)",
                                "y = x\n        y *= 2\n        return y"}) {
        QTest::newRow(forward) << QString::fromLatin1(forward);
    }
}

void ProblemReadingTest::forwardsThatAreTranslated()
{
    QFETCH(QString, forward);
    const std::string obstacle = obstacleOf(problemText("        " + forward.toStdString() + "\n"));
    QVERIFY2(obstacle.empty(), obstacle.c_str());
}

void ProblemReadingTest::forwardsThatAreNot_data()
{
    QTest::addColumn<QString>("forward");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* forward, const char* told) {
        QTest::newRow(forward) << QString::fromLatin1(forward) << QString::fromLatin1(told);
    };
    // Not known.
    row("return torch.fft.fft(x)", "\".fft\" is not read");
    row("return torch.cumsum(x)", "cumsum: \"dim\" names no axis");
    row("return torch.cumsum(x, dim=rows)", "is no axis of a tensor of 2");
    row("return torch.cumsum(x, 1, dtype=torch.float64)", "\".float64\" is not read");
    row("return torch.cummax(x, 1)", "the function \"cummax\" is not known here");
    row("return torch.argmax(x)", "argmax: \"dim\" names no axis");
    row("return x * torch.argmax(x, dim=1, keepdim=True)", "mul: what argmax and argmin give is read as the result");
    row("return torch.argmax(x, dim=1).unsqueeze(1)", "unsqueeze: what argmax and argmin give");
    row("return torch.argmax(x, dim=1).view(rows, 1)", "of view and reshape those are read");
    row("return torch.triu(x.select(0, 0))", "triu: it is read for matrices");
    row("return torch.triu(x, 1.5)", "triu: it is read for matrices and a whole number of diagonals");
    row("return torch.triu(x, 10000)", "triu: it is read for matrices and a whole number of diagonals");
    row("return torch.triu(x, rows)", "\"rows\" is a size and a number in a formula at once");
    row("return torch.diag(x)", "diag: it is read of a vector");
    row("return torch.diag(x.select(0, 0)) @ x", "the two matrices do not fit by the names of their sizes");
    row("return x.flip()", "flip: it names no axis");
    row("return x.select(1, 3)", "the first is read, index 0");
    row("return torch.cat((x, x), dim=1)", "one row of torch.zeros_like beside it");
    row("return torch.cat((torch.zeros_like(x), x), dim=1)", "one row of torch.zeros_like beside it");
    row("return torch.cat((x, x, x))", "one row of torch.zeros_like beside it");
    row("return torch.cat(x, dim=1)", "torch.cat is read of a list of tensors and dim");
    row("return torch.cat((x, x), axis=1)", "torch.cat is read of a list of tensors and dim");
    row("return x.narrow(1, 1, cols)", "narrow is read of the first elements");
    row("return x.narrow(1, 0, rows)", "narrow is read of the first elements");
    row("return x.narrow(1, 0, 5)", "narrow is read of the first elements");
    row("return x[1:]", "of slices only x[:-1] and its like are read");
    row("return x[:5]", "of slices only x[:-1] and its like are read");
    row("return x[:-64]", "of slices only x[:-1] and its like are read");
    row("return x[:, 1]", "\",\" is not read here");
    row("return x.view(cols, rows)", "of view and reshape those are read that keep, join or divide axes");
    row("return x.view(7, -1)", "of view and reshape those are read");
    row("return x.view(-1, -1)", "of view and reshape those are read");
    row("return x.view(rows, cols, 2)", "of view and reshape those are read");
    row("return x.reshape(-2)", "of view and reshape those are read");
    row("return x.size(2) * x", "the size of an axis that it does not have");
    row("return x / x.size(1)", "is computed from constants of the file");
    row("return x * x.shape[0]", "is computed from constants of the file");
    row("return x.max(x.shape[1])[0]", "is no axis");
    row("return x[0]", "only torch.max(");
    row("return F.max_pool2d(x, 2)", "it is read for tensors of 4 axes, a batch first");
    row("return F.max_pool1d(x.unsqueeze(1), 4, padding=3)", "more than half of its window");
    row("return F.max_pool1d(x.unsqueeze(1), 4, return_indices=True)", "places, and windows that reach beyond");
    row("return F.max_pool1d(x.unsqueeze(1), rows)", "\"rows\" is a size and a number in a formula at once");
    row("return F.max_pool1d(x.unsqueeze(1), 4, 4, 0, 1, True)", "without the name ceil_mode");
    row("return F.avg_pool1d(x.unsqueeze(1), 200)", "its window has no room");
    row("return F.avg_pool1d(x.unsqueeze(1), -3)", "\"kernel_size\" is no whole number");
    row("return F.avg_pool1d(x.unsqueeze(1), (3, 3))", "has 2 numbers instead of 1");
    row("return F.avg_pool1d(x.unsqueeze(1), 3, ceil_mode=True)", "only the mean over whole windows");
    row("return F.adaptive_avg_pool1d(x.unsqueeze(1), 5)", "only an output size of 1 is read");
    row("return x.permute(0, 0)", "it does not name every axis once");
    row("return x.squeeze(1)", "axes whose length is always 1");
    row("return torch.einsum('ii->i', x)", "its equation is not read");
    row("return torch.einsum('ij->ik', x)", "its equation is not read");
    row("return torch.einsum('ij,ij->ij', x, x.t())", "does not fit by the names of the sizes");
    row("return torch.max(x, dim=1)[1]", "only torch.max(");
    row("return torch.relu(x, inplace=True)", "relu: the argument \"inplace\" is not understood");
    row("return torch.relu(x, 1)", "relu: argument 2 is not understood");
    row("return F.gelu(x, approximate='fast')", "gelu knows no such approximation");
    row("return torch.softmax(x, dim=2)", "softmax: \"dim\" is no axis of a tensor of 2");
    row("return torch.sum(x, dim=(1, -1))", "names an axis twice");
    row("return torch.norm(x, p=1, dim=1)", "only the norm of order 2 is read");
    row("return x ** 5", "those of 2, 3 and 0.5 are read");
    row("return x.pow(5)", "those of 2, 3 and 0.5 are read");
    row("return torch.norm(x, p='nuc')", "\"p\" is no number");
    row("return F.scaled_dot_product_attention(x, x, x, is_causal=True)", "\"is_causal\" is not understood");
    row("return F.scaled_dot_product_attention(x, x.t(), x)", "do not fit by the names of their sizes");
    row("return x * math.pi", "\".pi\" is not read");
    row("return x, x", "lists of tensors and long lists are not read");
    row("return 3", "returns something else than one tensor");
    row("return self.weight * x", "self.weight is not known from __init__");
    row("return missing * x", "\"missing\" is no constant of this file");
    row("for i in range(2):\n            x = x + 1\n        return x", "\"for\" is not read here");
    row("x[0] = 1\n        return x", "not followed");
    row("y = x", "forward returns nothing");
    row("return x + torch.matmul(x, x)", "do not fit by the names of their sizes");
    row("return x + x.t()", "the two shapes do not fit by the names of their sizes");
    row("return x * rows", "\"rows\" is a size and a number in a formula at once");
    row("return x * (rows * 2)", "is computed from constants of the file");
    // No task to trust a search on.
    row("return torch.sum(x)", "the output is a single number");
    row("return torch.mean((x - 1) ** 2)", "the output is a single number");
    row("return torch.mean(torch.clamp(1 - x, min=0))", "the output is a single number");
    row("return F.smooth_l1_loss(x, x * 2)", "the function \"smooth_l1_loss\" is not known here");
    row("return x - x", "the same number whatever the inputs are");
    row("return torch.clamp(torch.clamp(x, max=0.0), 0.0, 1.0)", "the same number whatever the inputs are");
    row("return torch.zeros_like(x)", "the output does not depend on \"x\"");
    row("return torch.cumprod(torch.sigmoid(x), dim=1)", "such products vanish or overflow");
    row("return torch.log(torch.triu(torch.exp(x)))", "the logarithm of what may be zero");
    row("return torch.argmax(torch.softmax(x, dim=1), dim=1)", "of which rounding may swap two");
    row("return torch.argmax(x.unsqueeze(1), dim=1)", "it reduces over one element");
    row("return torch.cumprod(x, dim=1) + x", "is used otherwise too");
    row("return torch.cumsum(torch.sum(x, dim=1, keepdim=True), dim=1)", "it reduces over one element");
    row("return torch.sqrt(torch.cumsum(x, dim=1))", "the root of what may be negative");
    row("return torch.relu(3.0)", "the output does not depend on \"x\"");
    row("return torch.log(x)", "the logarithm of what may be zero or negative");
    row("return torch.sqrt(x)", "the root of what may be negative");
    row("return 1.0 / x", "it divides by what may be zero");
    row("return torch.softmax(torch.sum(x, dim=1, keepdim=True), dim=1)", "it reduces over one element");
}

void ProblemReadingTest::forwardsThatAreNot()
{
    QFETCH(QString, forward);
    QFETCH(QString, told);
    const std::string obstacle = obstacleOf(problemText("        " + forward.toStdString() + "\n"));
    QVERIFY2(QString::fromStdString(obstacle).contains(told), obstacle.c_str());
    QVERIFY2(obstacle.starts_with("line "), obstacle.c_str());
}

void ProblemReadingTest::filesThatAreNoSoundProblem_data()
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
        "\"torch.randint\"");
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
    row("a mask returned", ofMask("mask"), "forward returns bools");
    row("a mask computed", replaced(masked, ".bool()", ".bool() * 2"), "nothing is computed with bools in an input");
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

void ProblemReadingTest::filesThatAreNoSoundProblem()
{
    QFETCH(QString, source);
    QFETCH(QString, told);
    const std::string obstacle = obstacleOf(source.toStdString());
    QCOMPARE(obstacle.empty(), told.isEmpty());
    QVERIFY2(QString::fromStdString(obstacle).contains(told), obstacle.c_str());
}

/// Whoever imports is told apart: what cannot be translated, and what should be no task.
void ProblemReadingTest::chanceAndTrainingAreAnAnswer()
{
    for (const char* forward : {"F.dropout(x, 0.5)", "x + torch.randn_like(x)", "torch.rand(rows, cols)"}) {
        const Result<Problem> problem = readProblem(problemText(std::string("        return ") + forward + "\n"));
        const Result<Translation> translation = translateProblem(*problem, "task");
        QVERIFY(!translation);
        QVERIFY2(translation.error().kind == ErrorKind::Answer, translation.error().sentence().c_str());
    }
}

/// A view of all elements in their order is the operand's own buffer; x.select(1, 0) is not.
void ProblemReadingTest::whatLeavesElementsOutIsNoCopy()
{
    const auto seedOf = [](const char* forward) {
        const Result<Problem> problem = readProblem(problemText(std::string("        return ") + forward + "\n"));
        const Result<Translation> translation = translateProblem(*problem, "task");
        return seedSource(translation->graph, {"task", "y", {"rows", "cols"}, DType::Float32, DType::Float32});
    };
    const std::string all = seedOf("x.unsqueeze(1)");
    QVERIFY2(all.find("y[i0 * cols + i1] = x[i0 * cols + i1];") != std::string::npos, all.c_str());
    const std::string some = seedOf("x.select(1, 0)");
    QVERIFY2(some.find("v0 = x[i0 * cols + 0];") != std::string::npos, some.c_str());
    QVERIFY2(some.find("y[i0] = v0;") != std::string::npos, some.c_str());
}

QTEST_APPLESS_MAIN(ProblemReadingTest)
#include "tst_problemreading.moc"
