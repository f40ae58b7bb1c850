#include "core/base/temporaryfolder.h"
#include "core/opencl/manifest.h"
#include "core/synthesis/rules/cuda/cudaregistry.h"
#include "core/synthesis/rules/parsecandidate.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rulessynthesizer.h"
#include "core/task/tasklibrary.h"
#include "processorgrid.h"
#include "seeds.h"
#include "workshop.h"

#include <QtTest>

#include <map>

using namespace espalier;

namespace {

Result<std::shared_ptr<const rules::Kernel>> parsed(const Task& task, const std::string& source)
{
    return rules::parseCandidate(Candidate{"cuda", "nvrtc", {}, source}, task);
}

/// The source with a rule applied at its first site of a variant again and again; empty where it has none.
std::string applied(const Task& task, std::string source, const std::string& rule, int variant)
{
    const rules::Transformation* transformation = rules::transformationNamed(rule, rules::Dialect::Cuda);
    Rng rng(1);
    int times = 0;
    for (; transformation != nullptr && times < 8; ++times) {
        const auto kernel = parsed(task, source);
        if (!kernel) {
            qWarning("%s\n%s", kernel.error().sentence().c_str(), source.c_str());
            return "does not parse";
        }
        std::vector<rules::Site> sites = transformation->sites(**kernel);
        std::erase_if(sites, [&](const rules::Site& site) { return site.variant != variant; });
        const auto made =
            sites.empty() ? Result<std::string>(Error{}) : transformation->apply(**kernel, sites.front(), rng);
        if (!made) {
            break;
        }
        source = *made;
    }
    return times > 0 ? source : std::string();
}

/// The others say something to the compiler or the launch alone; chains try them.
bool changesCode(const std::string& rule)
{
    return rule == "row-per-warp" || rule == "wide-loads" || rule == "items-per-thread" || rule == "fuse-launches";
}

} // namespace

/// The rules for CUDA C++: what they make of every seed is right, as far as a processor can tell, and NVRTC takes it.
class TestCudaRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allSeedsAreRead_data();
    void allSeedsAreRead();
    void whatDoesNotFitIsLeftAlone_data();
    void whatDoesNotFitIsLeftAlone();
    void barriersThatNotAllReachAreSeen();
    void missingBarriersAreSeen();
    void rewritingsStayRight_data();
    void rewritingsStayRight();
    void chainsStayRight_data();
    void chainsStayRight();

private:
    TemporaryFolder m_folder{"espalier-cudarules"};
};

void TestCudaRules::initTestCase()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
}

void TestCudaRules::allSeedsAreRead_data()
{
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestCudaRules::allSeedsAreRead()
{
    QFETCH(QString, task);
    const Task tried = test::shippedTask(task.toStdString());
    const auto kernel = parsed(tried, test::cudaSeed(tried.name));
    QVERIFY2(kernel, kernel ? "" : kernel.error().sentence().c_str());
    QVERIFY((*kernel)->dialect == rules::Dialect::Cuda);
    std::string found;
    for (const auto& rule : rules::cudaTransformations()) {
        found += " " + rule->name() + " " + std::to_string(rule->sites(**kernel).size());
    }
    qInfo("%s", found.c_str());
}

void TestCudaRules::whatDoesNotFitIsLeftAlone_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("fits");
    const char* rule = "row-per-warp";
    const auto row = [&](const char* name, const char* task, const char* from, const char* to, bool fits = false) {
        QTest::addRow("%s: %s", rule, name) << rule << task << from << to << fits;
    };
    row("the seed", "softmax", "float", "float", true);
    row("fmaxf in a condition's place", "softmax",
        "if (x[r * cols + c] > largest) {\n            largest = x[r * cols + c];\n        }",
        "largest = fmaxf(largest, x[r * cols + c]);", true);
    row("a running sum that is stored", "cumsum", "float", "float");
    row("an element that another thread writes", "softmax", "/ sum;", "/ sum + y[r * cols];");
    row("loops that begin elsewhere", "softmax", "for (long c = 0; c < cols; ++c) {\n        y[r * cols + c] = y",
        "for (long c = 1; c < cols; ++c) {\n        y[r * cols + c] = y");
    // Loops that cannot be shared out and store nothing are every thread's; the others still are.
    row("a product, the other loop alone", "rmsnorm", "squares +=", "squares *=", true);
    row("a sum that is read", "softmax", "sum += y[r * cols + c];", "sum += y[r * cols + c] * sum;");
    row("another largest than is compared, the other loops alone", "softmax", "largest = x[r * cols + c];\n        }",
        "largest = 2 * x[r * cols + c];\n        }", true);
    row("blocks that are no whole warps", "softmax", "tune: 32", "tune: 16 32");
    row("a grid of another size", "softmax", "ceil(rows, WG)", "ceil(rows + 1, WG)");
    row("a bound that is passed something else", "softmax", "args(x, y, rows, cols)", "args(x, y, cols, rows)");
    row("a buffer that is passed twice", "softmax", "args(x, y,", "args(y, y,");
    row("a break, the other loop alone", "rmsnorm", "squares +=", "if (c > 7) { break; }\nsquares +=", true);
    row("another return", "rmsnorm", "const float scale", "if (squares > 7) { return; }\nconst float scale");
    row("its place in the block", "rmsnorm", "float squares = 0;", "float squares = 0 * threadIdx.x;");
    row("an atomic", "rmsnorm", "squares +=", "atomicAdd(&y[c], 0.0f);\nsquares +=");
    rule = "wide-loads";
    row("the seed", "cumsum", "float", "float", true);
    row("a break", "cumsum", "sum +=", "if (sum > 7) { break; }\nsum +=");
    row("a store under a condition", "cumsum", "y[r * cols + c] = sum;", "if (sum > 0) { y[r * cols + c] = sum; }");
    row("a shifted read of what is written", "cumsum", "= sum;", "= sum + y[r * cols + c - 1];");
    row("a stride", "cumsum", "[r * cols + c]", "[r + cols * c]");
    row("a buffer that is passed twice", "cumsum", "args(x, y,", "args(y, y,");
    rule = "items-per-thread";
    row("the seed", "matmul", "float", "float", true);
    row("another return", "matmul", "sum +=", "if (p > 7) { return; }\nsum +=");
    row("a barrier", "matmul", "float sum = 0;", "float sum = 0;\n__syncthreads();");
    row("a function of its own", "matmul", "__global__", "__device__ float f(float x) { return x; }\n__global__", true);
    row("a call of what the toolkit has", "matmul", "a[i * k + p] *", "__int_as_float(7) * a[i * k + p] *", true);
    row("its place in the block", "matmul", "float sum = 0;", "float sum = 0 * threadIdx.x;");
    rule = "block-size";
    row("the seed", "matmul", "float", "float", true);
    row("code that counts with it", "matmul", "float sum = 0;", "float sum = 0 * WG;");
    rule = "fuse-launches";
    const char* task = "batch_event_truncate";
    row("the seed", task, "float", "float", true);
    row("a second that reads what the first writes", task, "args(outer_lengths, inner_lengths, outer_kept,",
        "args(outer_lengths, inner_kept, outer_kept,");
    row("a second that writes what the first writes", task, "args(outer_lengths, inner_lengths, outer_kept,",
        "args(outer_lengths, inner_lengths, inner_kept,");
    row("another height", task, "USERS, features) local(USERS, 1) args(outer_lengths, inner_lengths, outer_kept",
        "USERS, users) local(USERS, 1) args(outer_lengths, inner_lengths, outer_kept");
    row("a grid that is counted with", task, "const long f = blockIdx.y;\n    if (u",
        "const long f = blockIdx.y + 0 * gridDim.x;\n    if (u");
    row("a function that asks for its block", task, "__global__ void clear",
        "__device__ long f() { return blockIdx.x; }\n__global__ void clear");
    row("another size of blocks that the threads count with", task, "long values = 0;",
        "long values = 0 * threadIdx.x;");
    row("one that needs what the other made", "rmsnorm_backward", "float", "float");
    rule = "cache-hints";
    row("the seed", "cumsum", "float", "float", true);
    row("pointers that wander", "cumsum", "float sum = 0;", "float sum = 0;\nx += 0;\ny += 0;");
}

void TestCudaRules::whatDoesNotFitIsLeftAlone()
{
    QFETCH(QString, rule);
    QFETCH(QString, task);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, fits);
    const Task tried = test::shippedTask(task.toStdString());
    QString source = QString::fromStdString(test::cudaSeed(tried.name));
    QVERIFY(source.contains(from));
    source.replace(from, to);
    const auto kernel = parsed(tried, source.toStdString());
    QVERIFY2(kernel, kernel ? "" : kernel.error().sentence().c_str());
    const rules::Transformation* found = rules::transformationNamed(rule.toStdString(), rules::Dialect::Cuda);
    QVERIFY(found != nullptr);
    QCOMPARE(!found->sites(**kernel).empty(), fits);
}

/// The grid on the processor is stricter than a GPU, on which this may hang or not.
void TestCudaRules::barriersThatNotAllReachAreSeen()
{
    const Task tried = test::shippedTask("cumsum");
    std::string source = test::cudaSeed(tried.name);
    source.insert(source.find("    float sum = 0;"), "    __syncthreads();\n");
    const std::string wrong = test::whatIsWrong(tried, source, m_folder.path());
    QVERIFY2(wrong.find("others never reach") != std::string::npos, wrong.c_str());
}

/// Each thread reads what its neighbour has put into shared memory; right with the barrier alone.
void TestCudaRules::missingBarriersAreSeen()
{
    const Task tried = test::shippedTask("cumsum");
    const std::string source = "// launch: cumsum global(rows * 32) local(32) args(x, y, rows, cols)\n"
                               "__global__ void cumsum(const float* x, float* y, long rows, long cols)\n{\n"
                               "    __shared__ float parts[32];\n    float before = 0;\n"
                               "    for (long c = 0; c < cols; c += 32) {\n        const long own = c + threadIdx.x;\n"
                               "        parts[threadIdx.x] = own < cols ? x[blockIdx.x * cols + own] : 0;\n"
                               "        BARRIER\n        float sum = before;\n"
                               "        for (int p = 0; p <= (int)threadIdx.x; ++p) {\n            sum += parts[p];\n"
                               "        }\n        if (own < cols) {\n"
                               "            y[blockIdx.x * cols + own] = sum;\n        }\n"
                               "        for (int p = 0; p < 32; ++p) {\n            before += parts[p];\n        }\n"
                               "        BARRIER\n    }\n}\n";
    const auto with = [&](const char* barrier) {
        return QString::fromStdString(source).replace("BARRIER", barrier).toStdString();
    };
    QCOMPARE(test::whatIsWrong(tried, with("__syncthreads();"), m_folder.path()), std::string());
    QVERIFY(!test::whatIsWrong(tried, with(""), m_folder.path()).empty());
}

void TestCudaRules::rewritingsStayRight_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<int>("variant");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        const Task task = test::shippedTask(name);
        const auto kernel = parsed(task, test::cudaSeed(name));
        for (const auto& rule : rules::cudaTransformations()) {
            std::set<int> variants;
            for (const rules::Site& site : kernel ? rule->sites(**kernel) : std::vector<rules::Site>()) {
                variants.insert(site.variant);
            }
            for (const int variant : variants) {
                if (changesCode(rule->name())) {
                    QTest::addRow("%s %s %d", name.c_str(), rule->name().c_str(), variant)
                        << QString::fromStdString(name) << QString::fromStdString(rule->name()) << variant;
                }
            }
        }
    }
}

void TestCudaRules::rewritingsStayRight()
{
    QFETCH(QString, task);
    QFETCH(QString, rule);
    QFETCH(int, variant);
    const Task tried = test::shippedTask(task.toStdString());
    const std::string source = applied(tried, test::cudaSeed(tried.name), rule.toStdString(), variant);
    QVERIFY(!source.empty());
    const std::string wrong = test::whatIsWrong(tried, source, m_folder.path());
    QVERIFY2(wrong.empty(), (wrong + "\n" + source).c_str());
}

void TestCudaRules::chainsStayRight_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("chain");
    const auto row = [](const char* task, const char* chain) { QTest::addRow("%s: %s", task, chain) << task << chain; };
    for (const char* task : {"softmax", "rmsnorm", "layernorm", "cross_entropy", "rmsnorm_backward"}) {
        row(task, "row-per-warp 0, wide-loads 0, block-size 3, cache-hints 0");
        row(task, "row-per-warp 1, wide-loads 1, block-size 5, launch-bounds 0, restrict-pointers 0, cache-hints 1");
    }
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        const bool hinted = name != "conv1d_fp16"; // there the rule finds no place
        row(name.c_str(), hinted ? "block-size 3, restrict-pointers 0, launch-bounds 1, cache-hints 1"
                                 : "block-size 3, restrict-pointers 0, launch-bounds 1");
    }
    row("batch_event_truncate", "fuse-launches 0, block-size 3, launch-bounds 0");
    for (const char* task : {"softmax", "layernorm", "cross_entropy"}) {
        row(task, "row-per-warp 1, keep-row 0, wide-loads 0, block-size 2");
    }
    for (const char* task : {"matmul", "conv1d", "depthwise_conv"}) {
        row(task, "items-per-thread 1, items-per-thread 0, block-size 0, device-unroll 0");
    }
    for (const char* task : {"matmul", "cumsum", "depthwise_conv", "cross_entropy"}) {
        row(task, "device-unroll 1, cache-hints 0, cache-hints 2, block-size 5");
    }
}

void TestCudaRules::chainsStayRight()
{
    QFETCH(QString, task);
    QFETCH(QString, chain);
    const Task tried = test::shippedTask(task.toStdString());
    std::string source = test::cudaSeed(tried.name);
    for (const QString& link : chain.split(", ")) {
        const QStringList words = link.split(' ');
        const std::string next = applied(tried, source, words[0].toStdString(), words[1].toInt());
        QVERIFY2(!next.empty(), (words[0].toStdString() + " has no site in\n" + source).c_str());
        source = next;
    }
    const std::string wrong = test::whatIsWrong(tried, source, m_folder.path());
    QVERIFY2(wrong.empty(), (wrong + "\n" + source).c_str());
}

QTEST_GUILESS_MAIN(TestCudaRules)
#include "tst_cudarules.moc"
