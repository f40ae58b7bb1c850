#include "core/import/kernelbench/operatorsource.h"
#include "core/import/kernelbench/problem.h"
#include "core/import/kernelbench/translation.h"
#include "problemsamples.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

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
                                "return F.avg_pool1d(x.unsqueeze(1), 3, 2, 0, True)",
                                "return F.avg_pool1d(x.unsqueeze(1), 3, padding=1, count_include_pad=False)",
                                "return F.adaptive_avg_pool1d(x.unsqueeze(1), 1)",
                                "return F.mse_loss(x, x * 2, reduction='none')",
                                "return F.kl_div(x, x * 2, reduction='none', log_target=True)",
                                "return F.kl_div(x, torch.sigmoid(x), reduction='none')",
                                "return x / F.huber_loss(x, x * 2, 'sum', 2)",
                                "return F.pairwise_distance(x, x * 2, eps=1e-3, keepdim=True)",
                                "return F.triplet_margin_loss(x, x * 2, x * 3, 0.5, reduction='none')",
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
    row("return F.avg_pool1d(x.unsqueeze(1), 3, padding=1, ceil_mode=True)", "reach beyond counted padding");
    row("return F.avg_pool1d(x.unsqueeze(1), 300, 2, ceil_mode=True)", "its window has no room");
    row("return F.avg_pool1d(x.unsqueeze(1), 3, ceil_mode=1)", "\"ceil_mode\" is neither True nor False");
    row("return F.avg_pool2d(x.unsqueeze(1).unsqueeze(1), 1, divisor_override=3)", "and other divisors, are not read");
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
    row("return F.mse_loss(x, x.t())", "mse_loss: its two tensors do not have one shape by the names of their sizes");
    row("return F.mse_loss(x, x, reduction='all')", "mse_loss: the reduction \"all\" is not known");
    row("return F.l1_loss(x, x, None, None, 'none')", "l1_loss: argument 3 is not understood");
    row("return F.l1_loss(x, 0.5)", "l1_loss: its two tensors do not have one shape");
    row("return F.huber_loss(x, x * 2, delta=0)", "huber_loss: its bound is no number above 0");
    row("return F.smooth_l1_loss(x, x * 2, beta=cols)", "\"cols\" is a size and a number in a formula at once");
    row("return F.kl_div(x, x, reduction=1)", "kl_div: \"reduction\" is no text");
    row("return F.mse_loss(x, x, reduction='batchmean')", "mse_loss: the reduction \"batchmean\" is not known");
    row("return F.cosine_similarity(x, x * 2, dim=2)", "cosine_similarity: \"dim\" is no axis of a tensor of 2");
    row("return F.cosine_similarity(x.select(0, 0), x.select(0, 0))", "there is no axis to take it along");
    row("return F.triplet_margin_loss(x, x, x.t())", "its three tensors do not have one shape");
    row("return F.triplet_margin_loss(x, x, x, p=1)", "only the norm of order 2 is read");
    row("return F.cross_entropy(x, x)", "cross_entropy: its classes are read as places made by torch.randint");
    row("return F.cross_entropy(x.select(0, 0), x)", "it is read for tensors of a batch and classes");
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
    for (const char* loss :
         {"return F.smooth_l1_loss(x, x * 2)", "return F.mse_loss(x, x * 2, reduction='sum')",
          "return F.kl_div(x, x.exp(), reduction='batchmean')", "return F.huber_loss(x, x * 2, 'mean')",
          "return F.triplet_margin_loss(x, x * 2, x * 3)"}) {
        row(loss, "the output is a single number");
    }
    row("return F.kl_div(x, x * 2, reduction='none')", "the logarithm of what may be zero or negative");
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
