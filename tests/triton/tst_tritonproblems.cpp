#include "core/evaluate/target/tritontarget.h"
#include "core/import/kernelbench/kernelbench.h"
#include "core/task/tasklibrary.h"
#include "interpreted.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace espalier;

namespace {

const std::string kHead = R"(import torch
import torch.nn as nn
import triton
import triton.language as tl


@triton.jit
def gelu_kernel(x, y, count, factor, BLOCK: tl.constexpr):
    at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    scaled = factor * tl.load(x + at, mask=at < count, other=0.0)
    tl.store(y + at, 0.5 * scaled * (1.0 + tl.erf(scaled * 0.7071067811865476)), mask=at < count)


def gelu(x, factor):
    y = torch.empty_like(x)
    gelu_kernel[(triton.cdiv(x.numel(), 256),)](x, y, x.numel(), factor, BLOCK=256)
    return y

)";

const std::string kLinear = R"(
class ModelNew(nn.Module):
    def __init__(self, in_features, out_features, factor):
        super().__init__()
        self.gemm = nn.Linear(in_features, out_features)
        self.factor = factor

    def forward(self, x):
        return gelu(self.gemm(x), self.factor)
)";

const std::string kOtherFactor = R"(
class ModelNew(nn.Module):
    def __init__(self, in_features, out_features, factor):
        super().__init__()
        self.gemm = nn.Linear(in_features, out_features)

    def forward(self, x):
        return gelu(self.gemm(x), 0.6)
)";

const std::string kOwnWeights = R"(
class ModelNew(nn.Module):
    def __init__(self, in_features, out_features, factor):
        super().__init__()
        self.own = [nn.Linear(in_features, out_features)]
        self.factor = factor

    def forward(self, x, gemm_weight, gemm_bias):
        return gelu(self.own[0](x), self.factor)
)";

} // namespace

/// Problems in KernelBench's form become tasks whose reference.py runs on the processor, and kernels in its form are
/// judged by them.
class TestTritonProblems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void referencesRun_data();
    void referencesRun();
    void kernelsInItsForm_data();
    void kernelsInItsForm();

private:
    Task imported(const std::string& file);

    QTemporaryDir m_folder;
};

Task TestTritonProblems::imported(const std::string& file)
{
    const std::filesystem::path out = m_folder.path().toStdString();
    const std::filesystem::path path = std::string(ESPALIER_SOURCE_DIR "/tests/import/problems/") + file;
    qputenv("XDG_CACHE_HOME", (out / "cache").c_str());
    auto problem = importProblem(path, path, {out, ""});
    const std::filesystem::path folder = problem && !problem->folder.empty() ? problem->folder : out / problem->task;
    auto task = loadTask(folder);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *std::move(task);
}

void TestTritonProblems::referencesRun_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file :
         {"level1/2_Softmax_Of_Rows.py", "level1/6_Layer_Normalisation.py", "level3/1_Perceptron.py"}) {
        QTest::newRow(file) << QString::fromLatin1(file);
    }
}

/// Without a seed_triton.py the problem's own model is what everything is measured by.
void TestTritonProblems::referencesRun()
{
    QFETCH(QString, file);
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto evaluator = test::openTriton(imported(file.toStdString()));
    QCOMPARE(evaluator->baselines().front().name, std::string("plain"));
    QVERIFY2(evaluator->baselines().front().valid, evaluator->baselines().front().reason.c_str());
}

void TestTritonProblems::kernelsInItsForm_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("correct");
    QTest::newRow("the problem's parameters") << QString::fromStdString(kLinear) << true;
    QTest::newRow("another factor") << QString::fromStdString(kOtherFactor) << false;
    QTest::newRow("weights of its own") << QString::fromStdString(kOwnWeights) << false;
}

void TestTritonProblems::kernelsInItsForm()
{
    QFETCH(QString, model);
    QFETCH(bool, correct);
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto evaluator = test::openTriton(imported("level2/1_Linear_Scale_Gelu.py"));
    const Evaluation evaluation = test::evaluate(*evaluator, kHead + model.toStdString());
    const bool accepted = isValid(evaluation.verdict) || evaluation.verdict == Verdict::Untimed;
    QVERIFY2(accepted == correct, evaluation.reason.c_str());
    QVERIFY2(accepted || evaluation.verdict == Verdict::Wrong, evaluation.reason.c_str());
}

QTEST_GUILESS_MAIN(TestTritonProblems)
#include "tst_tritonproblems.moc"
