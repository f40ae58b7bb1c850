#include "core/import/kernelbench/kernelbench.h"
#include "core/task/tasklibrary.h"
#include "interpreted.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

const fs::path kProblems = ESPALIER_SOURCE_DIR "/tests/import/problems";

} // namespace

/// What an import writes anew in C++ is what PyTorch computes of the problem file: the judge holds the file's own
/// model, as the baseline of a task without a seed in Triton, against reference.cpp at all sizes and varied inputs.
class TestProblemsInTorch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void computeTheSame_data();
    void computeTheSame();

private:
    QTemporaryDir m_folder;
};

void TestProblemsInTorch::initTestCase()
{
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    qputenv("XDG_CACHE_HOME", m_folder.filePath(QStringLiteral("cache")).toUtf8());
}

void TestProblemsInTorch::computeTheSame_data()
{
    QTest::addColumn<QString>("file");
    const auto files = problemFiles(kProblems);
    QVERIFY(files);
    for (const fs::path& file : *files) {
        const std::string name = fs::relative(file, kProblems).string();
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestProblemsInTorch::computeTheSame()
{
    QFETCH(QString, file);
    const fs::path path = kProblems / file.toStdString();
    const auto problem = importProblem(path, path, {m_folder.path().toStdString(), ""});
    QVERIFY(problem);
    if (problem->folder.empty()) {
        return; // no task, and tst_importedproblems says why
    }
    const auto task = loadTask(problem->folder);
    QVERIFY2(task, task ? "" : task.error().sentence().c_str());
    const auto evaluator = test::tryTriton(*task);
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
}

QTEST_GUILESS_MAIN(TestProblemsInTorch)
#include "tst_problemsintorch.moc"
