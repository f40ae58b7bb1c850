#include "core/base/temporaryfolder.h"
#include "core/import/kernelbench/kernelbench.h"
#include "core/task/tasklibrary.h"
#include "importchecks.h"
#include "problemsamples.h"

#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

/// Problems that models are trained with as they are imported: losses, classes to be picked, tables, statistics of
/// batches.
class ImportedTrainingTest : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder;

private slots:
    void initTestCase() { qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder.path() / "cache").string())); }
    void soundProblemsBecomeTasks_data();
    void soundProblemsBecomeTasks();
    void theReportTellsByWhichStatistics();
    void casesNormaliseEnoughElements();
    void classesStayBelowTheirNumber();
    void ofWhatIsPickedFromNoMoreIsReadThanIsPicked();
};

void ImportedTrainingTest::soundProblemsBecomeTasks_data()
{
    QTest::addColumn<QString>("file");
    const auto row = [](const char* file, const char* task) { QTest::newRow(task) << QString::fromLatin1(file); };
    row("level1/34_Relative_Error.py", "l1_34_relative_error");
    row("level1/35_Share_Of_Squares.py", "l1_35_share_of_squares");
    row("level1/36_Huber.py", "l1_36_huber");
    row("level1/37_Smooth_Absolute_Error.py", "l1_37_smooth_absolute_error");
    row("level1/38_Divergence.py", "l1_38_divergence");
    row("level1/39_Hinge_Of_Rows.py", "l1_39_hinge_of_rows");
    row("level1/40_Cosine_Distance.py", "l1_40_cosine_distance");
    row("level1/41_Triplet_Margin.py", "l1_41_triplet_margin");
    row("level1/42_Class_Entropy.py", "l1_42_class_entropy");
    row("level1/43_Class_Entropy_Of_Positions.py", "l1_43_class_entropy_of_positions");
    row("level1/44_Likelihood.py", "l1_44_likelihood");
    row("level1/47_Embedding.py", "l1_47_embedding");
    row("level2/12_Embedding_With_Positions.py", "l2_12_embedding_with_positions");
    row("level3/4_Batch_Normalisation.py", "l3_4_batch_normalisation");
    row("level1/45_Batch_Normalisation_Of_Vectors.py", "l1_45_batch_normalisation_of_vectors");
    row("level1/46_Batch_Normalisation_Of_Volumes.py", "l1_46_batch_normalisation_of_volumes");
    row("level2/11_Convolution_Normalised.py", "l2_11_convolution_normalised");
}

void ImportedTrainingTest::soundProblemsBecomeTasks()
{
    QFETCH(QString, file);
    const std::string fault = faultOfImport(file.toStdString(), QTest::currentDataTag(), m_folder.path() / "out");
    QVERIFY2(fault.empty(), fault.c_str());
}

void ImportedTrainingTest::theReportTellsByWhichStatistics()
{
    const auto told = [this](const char* file) {
        const auto problem = importProblem(problemsFolder() / file, problemsFolder(), {m_folder.path() / "told", ""});
        return problem->hardened.empty() ? std::string() : problem->hardened.back();
    };
    QCOMPARE(told("level1/46_Batch_Normalisation_Of_Volumes.py"),
             std::string("nn.BatchNorm3d by the statistics of the batch, as in training"));
    QCOMPARE(told("level2/11_Convolution_Normalised.py"),
             std::string("nn.BatchNorm2d by a mean of 0 and a variance of 1, as a new module has them after eval()"));
}

/// PyTorch takes no channel of a batch, no group and no instance of one element, and of very few its variance is off.
void ImportedTrainingTest::casesNormaliseEnoughElements()
{
    const auto casesOf = [this](const char* file, auto&& several) {
        const auto problem = importProblem(problemsFolder() / file, problemsFolder(), {m_folder.path() / "many", ""});
        const Result<Task> task = loadTask(problem->folder);
        return std::all_of(task->cases.begin(), task->cases.end(), [&](const Case& c) {
            std::vector<double> shape;
            for (const Expression& extent : task->inputs[0].shape) {
                shape.push_back(extent.value(c.dims));
            }
            return several(shape);
        });
    };
    QVERIFY(casesOf("level3/4_Batch_Normalisation.py", [](const auto& s) { return s[0] * s[2] * s[3] >= 8; }));
    QVERIFY(casesOf("level1/13_Group_Normalisation.py", [](const auto& s) { return s[1] / 4 * s[2] * s[3] >= 8; }));
    QVERIFY(casesOf("level1/14_Instance_Normalisation.py", [](const auto& s) { return s[2] * s[3] >= 8; }));
}

/// In every case, whatever becomes of the sizes.
void ImportedTrainingTest::classesStayBelowTheirNumber()
{
    const std::filesystem::path out = m_folder.path() / "classes";
    const auto problem = importProblem(problemsFolder() / "level1/42_Class_Entropy.py", problemsFolder(), {out, ""});
    QVERIFY2(problem && problem->outcome == ImportedProblem::Outcome::Made, problem ? problem->why.c_str() : "");
    QVERIFY(problem->hardened ==
            std::vector<std::string>{"predictions between 0 and 1 or so given both signs and rows that differ"});
    const Result<Task> task = loadTask(problem->folder);
    const Tensor& targets = task->inputs[1];
    QVERIFY(targets.dtype == DType::Int64);
    QCOMPARE(targets.distribution.kind, std::string("integers"));
    for (const Case& c : task->cases) {
        const double classes = task->inputs[0].shape.back().value(c.dims);
        QCOMPARE(targets.distribution.parameters.at("low").value(c.dims), 0.0);
        QCOMPARE(targets.distribution.parameters.at("high").value(c.dims), classes - 1);
    }
}

/// 100 of 5,000 elements in 100 rows, of 4 bytes as the places are of 8; a bound that no machine is below.
void ImportedTrainingTest::ofWhatIsPickedFromNoMoreIsReadThanIsPicked()
{
    const auto bytesOf = [this](const char* file) {
        const auto problem = importProblem(problemsFolder() / file, problemsFolder(), {m_folder.path() / "bytes", ""});
        return loadTask(problem->folder)->bytes.value({{"batch_size", 100}, {"num_classes", 50}, {"classes", 50}});
    };
    QCOMPARE(bytesOf("level1/42_Class_Entropy.py"), 4.0 * (100 + 5000) + 8 * 100);
    const auto table =
        importProblem(problemsFolder() / "level1/47_Embedding.py", problemsFolder(), {m_folder.path() / "bytes", ""});
    const Result<Task> words = loadTask(table->folder);
    const Dims dims{{"batch_size", 2}, {"length", 5}, {"vocabulary", 1000}, {"width", 8}};
    QCOMPARE(words->bytes.value(dims), 8.0 * 10 + 4 * (80 + 8000.0 * 80 / (8000 + 80)));
    QCOMPARE(bytesOf("level1/44_Likelihood.py"), 4 * (100 + 5000.0 * 100 / (5000 + 100)) + 8 * 100);
}

QTEST_APPLESS_MAIN(ImportedTrainingTest)
#include "tst_importedtraining.moc"
