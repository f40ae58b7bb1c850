#include "core/evaluate/fixtures/fixture.h"
#include "core/evaluate/target/tritontarget.h"
#include "interpreted.h"

#include <QtTest>

#include <map>

using namespace espalier;

namespace {

constexpr const char* kFolder = ESPALIER_SOURCE_DIR "/tests/triton";

std::vector<Fixture> fixtures()
{
    const std::filesystem::path folder = kFolder;
    const auto read = readFixtures(folder / "fixtures.txt", folder, ".py", TritonTarget::plain({}));
    if (!read) {
        qFatal("%s", read.error().sentence().c_str());
    }
    return *read;
}

} // namespace

/// Cheats in Python and honest kernels with unusual habits; on a machine without a GPU all but those of the folder gpu,
/// in Triton's interpreter.
class TestTritonCheats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isJudgedRightly_data();
    void isJudgedRightly();
    void theNextIsJudgedAsEver();

private:
    LocalEvaluator& of(const std::string& task);

    std::map<std::string, std::unique_ptr<LocalEvaluator>> m_evaluators;
};

LocalEvaluator& TestTritonCheats::of(const std::string& task)
{
    auto& evaluator = m_evaluators[task];
    if (!evaluator) {
        evaluator = test::openTriton(test::shippedTask(task));
    }
    return *evaluator;
}

void TestTritonCheats::isJudgedRightly_data()
{
    QTest::addColumn<int>("index");
    const auto all = fixtures();
    for (std::size_t i = 0; i < all.size(); ++i) {
        QTest::newRow(all[i].name.c_str()) << static_cast<int>(i);
    }
}

void TestTritonCheats::isJudgedRightly()
{
    QFETCH(int, index);
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const Fixture fixture = fixtures().at(static_cast<std::size_t>(index));
    if (fixture.name.starts_with("gpu/") && !of(fixture.task).isTimed()) {
        QSKIP("it takes a GPU");
    }
    const Evaluation evaluation = test::evaluate(of(fixture.task), fixture.candidate.source);
    QVERIFY2(fixture.agrees(evaluation), (std::string(toText(evaluation.verdict)) + ": " + evaluation.reason).c_str());
}

void TestTritonCheats::theNextIsJudgedAsEver()
{
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    for (const Fixture& fixture : fixtures()) {
        if (fixture.name == "controls/plain") {
            const Evaluation evaluation = test::evaluate(of(fixture.task), fixture.candidate.source);
            QVERIFY2(fixture.agrees(evaluation), evaluation.reason.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestTritonCheats)
#include "tst_tritoncheats.moc"
