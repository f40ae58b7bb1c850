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
    return rule == "row-per-warp" || rule == "wide-loads" || rule == "items-per-thread";
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
        row(name.c_str(), "block-size 3, restrict-pointers 0, launch-bounds 1, cache-hints 1");
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
