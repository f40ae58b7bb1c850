#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/import/kernelbench/kernelbench.h"
#include "core/task/licence.h"
#include "core/task/reference.h"
#include "core/task/tasklibrary.h"
#include "importchecks.h"
#include "problemsamples.h"

#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

using Outcome = ImportedProblem::Outcome;

} // namespace

/// Problem files as they are imported, with the compiler and the check of tasks.
class ImportedProblemsTest : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder;

    Result<ImportedProblem> imported(const std::string& file, const std::string& licence = "") const
    {
        return importProblem(problemsFolder() / file, problemsFolder(), {m_folder.path() / "out", licence});
    }
    Result<ImportedProblem> importedText(const std::string& text, const char* name) const;

private slots:
    void initTestCase() { qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder.path() / "cache").string())); }
    void soundProblemsBecomeTasks_data();
    void soundProblemsBecomeTasks();
    void theOthersAreTurnedDownWithTheReason_data();
    void theOthersAreTurnedDownWithTheReason();
    void ofEqualElementsTheFirstCounts();
    void theGateRefusesWhatARunFindsTrivial();
    void aTaskSaysHowItDiffersFromItsProblem();
    void whatIsThereIsLeftAlone();
    void theLicenceIsTheFilesOrTheCollections();
    void theFilesOfAFolder();
    void aFolderThatCannotBeWritten();
};

Result<ImportedProblem> ImportedProblemsTest::importedText(const std::string& text, const char* name) const
{
    const std::filesystem::path file = m_folder.path() / name;
    std::filesystem::create_directories(file.parent_path());
    if (const auto written = writeFileAtomic(file, text); !written) {
        return written.error();
    }
    return importProblem(file, file, {m_folder.path() / "out", ""});
}

void ImportedProblemsTest::soundProblemsBecomeTasks_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("task");
    const auto row = [](const char* file, const char* task) {
        QTest::newRow(task) << QString::fromLatin1(file) << QString::fromLatin1(task);
    };
    row("level1/1_Rectify.py", "l1_1_rectify");
    row("level1/2_Softmax_Of_Rows.py", "l1_2_softmax_of_rows");
    row("level1/3_Product.py", "l1_3_product");
    row("level1/4_Mean_Over_The_Middle.py", "l1_4_mean_over_the_middle");
    row("level1/5_Unit_Length.py", "l1_5_unit_length");
    row("level1/6_Layer_Normalisation.py", "l1_6_layer_normalisation");
    row("level1/7_Tiny.py", "l1_7_tiny");
    row("level2/1_Linear_Scale_Gelu.py", "l2_1_linear_scale_gelu");
    row("level2/2_Linear_Bias_Sigmoid_Sum.py", "l2_2_linear_bias_sigmoid_sum");
    row("level1/8_Convolution_Strided.py", "l1_8_convolution_strided");
    row("level1/9_Convolution_Transposed.py", "l1_9_convolution_transposed");
    row("level1/10_Convolution_Depthwise.py", "l1_10_convolution_depthwise");
    row("level1/11_Max_Pooling.py", "l1_11_max_pooling");
    row("level1/12_Average_Pooling.py", "l1_12_average_pooling");
    row("level1/13_Group_Normalisation.py", "l1_13_group_normalisation");
    row("level1/14_Instance_Normalisation.py", "l1_14_instance_normalisation");
    row("level1/15_Tensor_Times_Matrix.py", "l1_15_tensor_times_matrix");
    row("level1/16_Convolution_Same.py", "l1_16_convolution_same");
    row("level1/17_Max_Pooling_Beyond.py", "l1_17_max_pooling_beyond");
    row("level1/18_Cubic_Gelu.py", "l1_18_cubic_gelu");
    row("level1/19_Frobenius.py", "l1_19_frobenius");
    row("level1/20_Running_Sum.py", "l1_20_running_sum");
    row("level1/21_Running_Product.py", "l1_21_running_product");
    row("level1/22_Running_Sum_From_The_End.py", "l1_22_running_sum_from_the_end");
    row("level1/23_Running_Sum_Exclusive.py", "l1_23_running_sum_exclusive");
    row("level1/24_Running_Sum_Longer.py", "l1_24_running_sum_longer");
    row("level1/25_Running_Sum_Masked.py", "l1_25_running_sum_masked");
    row("level1/26_Place_Of_The_Largest.py", "l1_26_place_of_the_largest");
    row("level1/27_Place_Of_The_Smallest.py", "l1_27_place_of_the_smallest");
    row("level1/28_Upper_Triangle.py", "l1_28_upper_triangle");
    row("level1/29_Lower_Triangle.py", "l1_29_lower_triangle");
    row("level1/30_Diagonal_Times_Matrix.py", "l1_30_diagonal_times_matrix");
    row("level1/31_Matrix_Times_Number.py", "l1_31_matrix_times_number");
    row("level1/32_Symmetric_Product.py", "l1_32_symmetric_product");
    row("level1/33_Absolute_Normalisation.py", "l1_33_absolute_normalisation");
    row("level1/48_Average_Pooling_Beyond.py", "l1_48_average_pooling_beyond");
    row("level1/49_Average_Pooling_Inside.py", "l1_49_average_pooling_inside");
    row("level3/6_Attention.py", "l3_6_attention");
    row("level2/6_Convolution.py", "l2_6_convolution");
    row("level2/7_Convolution_Groups_Pooling.py", "l2_7_convolution_groups_pooling");
    row("level2/8_Convolution_Volume_Mean.py", "l2_8_convolution_volume_mean");
    row("level3/1_Perceptron.py", "l3_1_perceptron");
    row("level3/5_Reshape.py", "l3_5_reshape");
}

void ImportedProblemsTest::soundProblemsBecomeTasks()
{
    QFETCH(QString, file);
    QFETCH(QString, task);
    const Result<ImportedProblem> problem = imported(file.toStdString());
    QVERIFY2(problem, problem ? "" : problem.error().sentence().c_str());
    QVERIFY2(problem->outcome == Outcome::Made, problem->why.c_str());
    QCOMPARE(problem->file, file.toStdString());
    QCOMPARE(problem->task, task.toStdString());
    const Result<Task> loaded = loadTask(problem->folder);
    QVERIFY2(loaded, loaded ? "" : loaded.error().sentence().c_str());
    QCOMPARE(loaded->name, task.toStdString());
    QCOMPARE(*readFile(problem->folder / "reference.py"), *readFile(problemsFolder() / file.toStdString()));
    const auto reference = ReferenceLibrary::load(*loaded);
    QVERIFY(reference);
    QCOMPARE(faultOfReference(*loaded, **reference, Variation::None), std::string());
    const std::string fault = faultOfSeed(*loaded, **reference);
    QVERIFY2(fault.empty(), fault.c_str());
}

void ImportedProblemsTest::theOthersAreTurnedDownWithTheReason_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("refused");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* file, bool refused, const char* why) {
        QTest::newRow(file) << QString::fromLatin1(file) << refused << QString::fromUtf8(why);
    };
    row("level2/3_Minimum_And_Clamp.py", true, "line 13: the output is the same number whatever the inputs are");
    row("level2/4_Softmax_Of_One.py", true,
        "line 11: it reduces over one element, so what comes of it is known beforehand");
    row("level2/9_Squared_Error_Mean.py", true,
        "line 9: the output is a single number, to which a constant or a sample comes too near; a loss of each row or "
        "element could be a task");
    row("level2/10_Class_Entropy_Mean.py", true,
        "line 13: the output is a single number, to which a constant or a sample comes too near; a loss of each row or "
        "element could be a task");
    row("level2/5_Linear_Dropout.py", true,
        "line 9: nn.Dropout behaves by the model's mode or by chance, and KernelBench runs it in training mode");
    row("level3/2_Recurrence.py", false,
        "line 11: of what stands in [ ] only torch.max(…)[0] and torch.min(…)[0] are read");
    row("level3/3_Sizes_That_Call.py", false, "line 10: it calls something, and nothing of the file is run");
}

void ImportedProblemsTest::theOthersAreTurnedDownWithTheReason()
{
    QFETCH(QString, file);
    QFETCH(bool, refused);
    QFETCH(QString, why);
    const Result<ImportedProblem> problem = imported(file.toStdString());
    QVERIFY2(problem, problem ? "" : problem.error().sentence().c_str());
    QVERIFY(problem->outcome == (refused ? Outcome::Refused : Outcome::Untranslated));
    QCOMPARE(QString::fromStdString(problem->why), why);
    QVERIFY(problem->folder.empty());
    QVERIFY(!std::filesystem::exists(m_folder.path() / "out" / problem->task));
}

/// PyTorch's manual says so of argmax and argmin, so a task varies its inputs to whole numbers and zeros too.
void ImportedProblemsTest::ofEqualElementsTheFirstCounts()
{
    for (const char* file : {"level1/26_Place_Of_The_Largest.py", "level1/27_Place_Of_The_Smallest.py"}) {
        const auto problem =
            importProblem(problemsFolder() / file, problemsFolder(), {m_folder.path() / "equal elements", ""});
        QVERIFY2(problem && problem->outcome == Outcome::Made, file);
        const Result<Task> task = loadTask(problem->folder);
        QVERIFY(task->outputs[0].dtype == DType::Int64);
        QVERIFY(task->definition.find("the place of the first counts") != std::string::npos);
        const auto reference = ReferenceLibrary::load(*task);
        for (const Variation variation : {Variation::Integers, Variation::Zeros}) {
            QVERIFY(std::count(task->variations.begin(), task->variations.end(), variation) == 1);
            QCOMPARE(faultOfReference(*task, **reference, variation), std::string());
        }
    }
}

/// What only a run shows: no look at the operator says that x + 1e-9 x is x.
void ImportedProblemsTest::theGateRefusesWhatARunFindsTrivial()
{
    const auto nearlyX = importedText(problemText("        return x + x * 1e-9\n"), "nearly_x.py");
    QVERIFY2(nearlyX, nearlyX ? "" : nearlyX.error().sentence().c_str());
    QVERIFY(nearlyX->outcome == Outcome::Refused);
    QVERIFY2(nearlyX->why.find("a kernel that copies its input x passes") != std::string::npos, nearlyX->why.c_str());
    const auto zeros = importedText(problemText("        return torch.relu(torch.tanh(x) - 2.0)\n"), "zeros.py");
    QVERIFY(zeros && zeros->outcome == Outcome::Refused);
    QVERIFY2(zeros->why.find("the same number") != std::string::npos, zeros->why.c_str());
    const auto far = importedText(problemText("        return torch.relu(x - 50.0)\n"), "far.py");
    QVERIFY(far && far->outcome == Outcome::Refused);
    QVERIFY2(far->why.find("zeros passes") != std::string::npos, far->why.c_str());
    for (const auto& entry : std::filesystem::directory_iterator(m_folder.path() / "out")) {
        QVERIFY2(entry.path().filename().string().starts_with("l"), entry.path().c_str()); // no half-made folder
    }
}

void ImportedProblemsTest::aTaskSaysHowItDiffersFromItsProblem()
{
    std::filesystem::remove_all(m_folder.path() / "out");
    const auto hardened = [this](const char* file) {
        const Result<ImportedProblem> problem = imported(file);
        std::string text;
        for (const std::string& clause : problem->hardened) {
            text += clause + "\n";
        }
        return text;
    };
    QCOMPARE(hardened("level1/1_Rectify.py"),
             std::string("x between 0 and 1 or so given both signs and rows that differ\n"));
    QCOMPARE(hardened("level1/2_Softmax_Of_Rows.py"), std::string());
    // The length of a row of zeros is zero.
    QCOMPARE(hardened("level1/5_Unit_Length.py"),
             std::string("x between 0 and 1 or so given both signs and rows that differ\n"
                         "not checked with inputs varied as zeros, for which the operator has no steady answer\n"));
    QCOMPARE(hardened("level1/21_Running_Product.py"),
             std::string("x drawn around 1, so that products of many are numbers\n"));
    const Result<Task> products = loadTask(m_folder.path() / "out" / "l1_21_running_product");
    QCOMPARE(products->tolerance.rtol, 1e-4);
    QCOMPARE(hardened("level1/25_Running_Sum_Masked.py"),
             std::string("x between 0 and 1 or so given both signs and rows that differ\n"
                         "mask given as whole numbers, 0 and 1, instead of bools\n"));
    QCOMPARE(hardened("level1/28_Upper_Triangle.py"),
             std::string("A, B between 0 and 1 or so given both signs and rows that differ\n"
                         "A, B given as any matrix instead of a triangular or symmetric one\n"));
    QCOMPARE(hardened("level1/31_Matrix_Times_Number.py"),
             std::string("A between 0 and 1 or so given both signs and rows that differ\n"
                         "s given as a tensor of one element instead of a number\n"));
    QCOMPARE(hardened("level1/7_Tiny.py"), std::string("too small to time, sizes enlarged to n=256 m=192\n"));
    const Result<Task> tiny = loadTask(m_folder.path() / "out" / "l1_7_tiny");
    const Result<Task> triangle = loadTask(m_folder.path() / "out" / "l1_28_upper_triangle");
    QCOMPARE(triangle->flops.value({{"n", 10}}), 1000.0); // half of what the whole product takes
    QCOMPARE(tiny->casesOf(CaseRole::Cpu).front()->dims, (Dims{{"n", 256}, {"m", 192}}));
}

void ImportedProblemsTest::whatIsThereIsLeftAlone()
{
    const std::filesystem::path folder = m_folder.path() / "out" / "l1_3_product";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    QVERIFY(writeFileAtomic(folder / "mine.txt", "mine"));
    const Result<ImportedProblem> problem = imported("level1/3_Product.py");
    QVERIFY(problem && problem->outcome == Outcome::Refused);
    QCOMPARE(problem->why, "there is " + folder.string() + " already");
    QCOMPARE(*readFile(folder / "mine.txt"), std::string("mine"));
}

void ImportedProblemsTest::theLicenceIsTheFilesOrTheCollections()
{
    const auto licence = [](const Result<ImportedProblem>& problem) {
        const std::string text = licenceOf(problem->folder);
        std::filesystem::remove_all(problem->folder);
        return text;
    };
    const std::string source = problemText();
    QCOMPARE(licence(importedText(source, "a/relu.py")), std::string("unknown"));
    QCOMPARE(licence(importedText("# SPDX-License-Identifier: BSD-3-Clause\n" + source, "a/relu.py")),
             std::string("BSD-3-Clause"));
    QVERIFY(writeFileAtomic(m_folder.path() / "a" / "LICENSE", "MIT License\n\nCopyright"));
    QCOMPARE(licence(importedText(source, "a/relu.py")), std::string("MIT"));
    QCOMPARE(licence(importProblem(m_folder.path() / "a/relu.py", m_folder.path() / "a",
                                   {m_folder.path() / "out", "Apache-2.0"})),
             std::string("Apache-2.0"));
}

void ImportedProblemsTest::theFilesOfAFolder()
{
    const auto files = problemFiles(problemsFolder());
    QVERIFY(files);
    QCOMPARE(files->size(), std::size_t{67});
    QVERIFY(std::is_sorted(files->begin(), files->end()));
    QCOMPARE(problemFiles(files->front())->size(), std::size_t{1});
    const std::filesystem::path empty = m_folder.path() / "empty";
    std::filesystem::create_directories(empty);
    QVERIFY(problemFiles(empty).error().kind == ErrorKind::Answer);
    QVERIFY(problemFiles(empty / "nowhere").error().kind == ErrorKind::Usage);
    std::filesystem::create_directory_symlink(problemsFolder(), empty / "link");
    QVERIFY(!problemFiles(empty));
}

void ImportedProblemsTest::aFolderThatCannotBeWritten()
{
    const Result<ImportedProblem> problem =
        importProblem(problemsFolder() / "level1/1_Rectify.py", problemsFolder(), {"/proc/none", ""});
    QVERIFY(!problem);
    QVERIFY(problem.error().kind == ErrorKind::Machine);
}

QTEST_APPLESS_MAIN(ImportedProblemsTest)
#include "tst_importedproblems.moc"
