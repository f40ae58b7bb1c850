#include "core/base/rng.h"
#include "core/task/recordedtask.h"
#include "core/task/tasklibrary.h"
#include "taskfixture.h"

#include <QTest>

#include <functional>

using namespace espalier;
using namespace espalier::test;
using Change = std::function<void(nlohmann::json&)>;
Q_DECLARE_METATYPE(Change)

/// What people write into task.json, and what they are told.
class TaskFileTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAWholeTask();
    void declaresAndCallsTheKernel();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void refusesAFolderWithoutItsFiles();
    void survivesAnyMutation();
    void findsTasksByNameAndPrefix();
    void aRecordedTaskIsFoundInAnotherInstallation();
};

void TaskFileTest::readsAWholeTask()
{
    TaskFixture fixture;
    fixture.json["baselines"] = {{{"name", "openblas"}, {"source", "seed.cpp"}, {"link", {"-lopenblas"}}}};
    fixture.json["tolerance"]["reassociation"] = false;
    fixture.json["variations"] = {{"without", {"large"}}, {"with", {"nan"}}};
    fixture.write();
    const Result<Task> task = loadTask(fixture.folder());
    QVERIFY2(task, task ? "" : task.error().sentence().c_str());
    QCOMPARE(task->name, std::string("twice"));
    QCOMPARE(task->inputs.size(), std::size_t{2});
    QCOMPARE(task->inputs[1].distribution.parameters.at("high").value({}), 3.0);
    QCOMPARE(task->casesOf(CaseRole::Hidden).size(), std::size_t{3});
    const Dims dims = task->casesOf(CaseRole::Cpu).front()->dims;
    QCOMPARE(dims, (Dims{{"rows", 64}, {"cols", 128}}));
    QCOMPARE(task->outputs[0].bytes(dims), std::size_t{64 * 128 * 4});
    QCOMPARE(task->flops.value(dims), 2.0 * 64 * 128);
    QVERIFY(!task->tolerance.reassociation);
    QVERIFY(!task->tolerance.lowerPrecision);
    QCOMPARE(task->variations,
             (std::vector<Variation>{Variation::Small, Variation::Offsets, Variation::Spikes, Variation::Zeros,
                                     Variation::Denormals, Variation::Integers, Variation::Nan}));
    QCOMPARE(task->baselines[0].link, std::vector<std::string>{"-lopenblas"});
    QVERIFY(task->baselines[0].source.is_absolute());
}

void TaskFileTest::declaresAndCallsTheKernel()
{
    const Task task = shippedTask("cross_entropy");
    QVERIFY(
        task.header().find("void cross_entropy(const float* logits, const int64_t* targets, float* loss, int64_t rows, "
                           "int64_t classes);") != std::string::npos);
    QVERIFY(
        task.entryPoint().find("::cross_entropy(static_cast<const float*>(in[0]), static_cast<const int64_t*>(in[1]), "
                               "static_cast<float*>(out[0]), dims[0], dims[1]);") != std::string::npos);
}

void TaskFileTest::saysWhatIsWrong_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, Change change, const char* told) {
        QTest::newRow(name) << change << QString::fromUtf8(told);
    };
    using J = nlohmann::json;
    row("key missing", [](J& j) { j.erase("flops"); }, "flops: it is missing");
    row("key misspelt", [](J& j) { j["baseline"] = J::array(); }, "did you mean \"baselines\"");
    row("key unknown", [](J& j) { j["tolerance"]["colour"] = 1; }, "tolerance.colour: there is no such key");
    row("name with a blank", [](J& j) { j["name"] = "my task"; }, "name: \"my task\" is no name");
    row("name a keyword", [](J& j) { j["name"] = "switch"; }, "is no name");
    row("name a number", [](J& j) { j["name"] = 5; }, "name: it is a number");
    row("dims empty", [](J& j) { j["dims"] = J::array(); }, "dims: it has 0 elements");
    row("dim of numbers", [](J& j) { j["dims"][0] = 3; }, "dims: an element is a number");
    row("name used twice", [](J& j) { j["inputs"][1]["name"] = "x"; }, "the name \"x\" is used twice");
    row("unknown dtype", [](J& j) { j["outputs"][0]["dtype"] = "half"; }, "there is no element type \"half\"");
    row(
        "shape over unknown dim", [](J& j) { j["inputs"][0]["shape"][1] = "width"; },
        "\"width\" is not one of the dims");
    row(
        "shape a fraction", [](J& j) { j["inputs"][0]["shape"][0] = "rows/3"; },
        "in case \"tiny\"; make every extent a whole");
    row("shape negative", [](J& j) { j["inputs"][0]["shape"][0] = -4; }, "make every extent a whole number");
    row("shape too large", [](J& j) { j["inputs"][0]["shape"][0] = "rows*rows*10000000000"; }, "more than 16 GiB");
    row("unknown distribution", [](J& j) { j["inputs"][0]["distribution"]["kind"] = "gauss"; }, "no kind \"gauss\"");
    row(
        "parameter missing", [](J& j) { j["inputs"][0]["distribution"].erase("std"); },
        "distribution.std: it is missing");
    row(
        "parameter of another kind", [](J& j) { j["inputs"][0]["distribution"]["low"] = 1; },
        "distribution.low: there is no");
    row(
        "variation unknown", [](J& j) { j["variations"] = {{"without", {"odd"}}}; },
        "variations.without: there is no variation \"odd\"");
    row(
        "variation asked for that is given", [](J& j) { j["variations"] = {{"with", {"large"}}}; },
        "variations.with: there is no variation \"large\"");
    row(
        "variations misspelt", [](J& j) { j["variations"] = {{"omit", {"large"}}}; },
        "variations.omit: there is no such key");
    row("std negative", [](J& j) { j["inputs"][0]["distribution"]["std"] = -1; }, "std is negative");
    row("low above high", [](J& j) { j["inputs"][1]["distribution"]["low"] = 5; }, "low is above high");
    row(
        "normal integers",
        [](J& j) {
            j["inputs"][1] = {{"name", "b"},
                              {"dtype", "int64"},
                              {"shape", {"cols"}},
                              {"distribution", {{"kind", "normal"}, {"mean", 0}, {"std", 1}}}};
        },
        "holds integers");
    row(
        "member of nobody",
        [](J& j) {
            j["inputs"][0]["distribution"] = {
                {"kind", "member_of"}, {"other", "b"}, {"share", 1}, {"low", 0}, {"high", 1}};
        },
        "no earlier input of the same dtype is called \"b\"");
    row(
        "too few distinct",
        [](J& j) {
            j["inputs"][1] = {{"name", "b"},
                              {"dtype", "int64"},
                              {"shape", {"cols"}},
                              {"distribution", {{"kind", "sorted_unique"}, {"low", 1}, {"high", 40}}}};
        },
        "fewer integers from low to high");
    row("sliced along nothing", [](J& j) { j["sliced"] = "depth"; }, "sliced: \"depth\" is none of the dims");
    row("sliced across", [](J& j) { j["sliced"] = "cols"; }, "sliced: x cannot be cut along \"cols\"");
    row(
        "sliced sum",
        [](J& j) {
            j["outputs"][0]["shape"] = {1, "cols"};
            j["sliced"] = "rows";
        },
        "sliced: y cannot be cut along \"rows\"");
    row("half without a GPU's case", [](J& j) { j["inputs"][0]["dtype"] = "float16"; }, "no case has the role gpu");
    row(
        "half without seed.cu",
        [](J& j) {
            j["inputs"][0]["dtype"] = "bfloat16";
            j["cases"][1]["role"] = "gpu";
        },
        "there is no seed.cu beside it");
    row(
        "beyond half precision",
        [](J& j) {
            j["inputs"][1] = {{"name", "b"},
                              {"dtype", "float16"},
                              {"shape", {"cols"}},
                              {"distribution", {{"kind", "uniform"}, {"low", 0}, {"high", 70000}}}};
            j["cases"][1]["role"] = "gpu";
        },
        "high is 70000, which float16 cannot hold");
    row("no smoke case", [](J& j) { j["cases"][0]["role"] = "cpu"; }, "no case has the role smoke");
    row("unknown role", [](J& j) { j["cases"][0]["role"] = "quick"; }, "there is no role \"quick\"");
    row("dim forgotten", [](J& j) { j["cases"][2]["dims"].erase("cols"); }, "cases[2].dims.cols: it is missing");
    row("dim zero", [](J& j) { j["cases"][2]["dims"]["cols"] = 0; }, "write a whole number from 1");
    row("dim a fraction", [](J& j) { j["cases"][2]["dims"]["cols"] = 2.5; }, "write a whole number from 1");
    row("dim too many", [](J& j) { j["cases"][2]["dims"]["depth"] = 2; }, "cases[2].dims.depth: there is no such key");
    row("two cases of one name", [](J& j) { j["cases"][2]["name"] = "tiny"; }, "two cases are called \"tiny\"");
    row("tolerance loose", [](J& j) { j["tolerance"]["rtol"] = 3; }, "tolerance.rtol: it is 3");
    row("flops not positive", [](J& j) { j["flops"] = "rows - 4"; }, "flops: \"rows - 4\" is 0 in case \"tiny\"");
    row("bytes divides by zero", [](J& j) { j["bytes"] = "1/(rows-4)"; }, "bytes: \"1/(rows-4)\" is inf");
    row(
        "baseline elsewhere", [](J& j) { j["baselines"] = {{{"name", "a"}, {"source", "../a.cpp"}}}; },
        "no C++ file of this folder");
    row(
        "baseline not there", [](J& j) { j["baselines"] = {{{"name", "a"}, {"source", "a.cpp"}}}; },
        "there is no a.cpp");
    row(
        "baseline named plain", [](J& j) { j["baselines"] = {{{"name", "plain"}, {"source", "seed.cpp"}}}; },
        "reserved");
    row(
        "link with a command",
        [](J& j) { j["baselines"] = {{{"name", "a"}, {"source", "seed.cpp"}, {"link", {"-lm;ls"}}}}; },
        "is no library");
}

void TaskFileTest::saysWhatIsWrong()
{
    QFETCH(Change, change);
    QFETCH(QString, told);
    TaskFixture fixture;
    change(fixture.json);
    fixture.write();
    const Result<Task> task = loadTask(fixture.folder());
    QVERIFY(!task);
    const QString sentence = QString::fromStdString(task.error().sentence());
    QVERIFY2(sentence.contains(told), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("task.json")), qPrintable(sentence));
    QVERIFY(!task.error().todo.empty());
    QCOMPARE(task.error().kind, ErrorKind::Usage);
}

void TaskFileTest::refusesWhatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    QTest::newRow("empty") << QByteArray() << "it is not JSON";
    QTest::newRow("a comma too many") << QByteArray("{\"name\": \"a\",}") << "line 1, column";
    QTest::newRow("a list") << QByteArray("[1]") << "it is a list";
    QTest::newRow("a key twice") << QByteArray("{\"name\": \"a\", \"name\": \"b\"}") << "\"name\" stands twice";
    QTest::newRow("not UTF-8") << QByteArray("{\"name\": \"\xff\xfe\"}") << "it is not JSON";
    QTest::newRow("a huge number") << QByteArray("{\"name\": 1e999}") << "it is not JSON";
    QTest::newRow("deep") << QByteArray(100'000, '[') << "it is not JSON";
    QTest::newRow("too large") << QByteArray(300'000, ' ') << "larger than";
}

void TaskFileTest::refusesWhatIsNotJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, told);
    TaskFixture fixture;
    fixture.writeText(text.toStdString());
    const Result<Task> task = loadTask(fixture.folder());
    QVERIFY(!task);
    const QString sentence = QString::fromStdString(task.error().sentence());
    QVERIFY2(sentence.contains(told), qPrintable(sentence));
}

void TaskFileTest::refusesAFolderWithoutItsFiles()
{
    TaskFixture fixture;
    const Result<Task> nothing = loadTask(fixture.folder());
    QVERIFY(!nothing && nothing.error().why == "there is no such file");
    fixture.write();
    std::filesystem::remove(fixture.folder() / "reference.cpp");
    const Result<Task> task = loadTask(fixture.folder());
    QVERIFY(!task);
    QVERIFY2(task.error().sentence().find("void twice_reference") != std::string::npos,
             task.error().sentence().c_str());
}

/// Bytes changed, dropped, doubled and moved at random: loading answers with a task or with a sentence that can be
/// printed as JSON, and never crashes (the address sanitizer sees the rest).
void TaskFileTest::survivesAnyMutation()
{
    const TaskFixture fixture;
    fixture.write();
    const std::string valid = fixture.json.dump(1);
    const std::string tokens = "{}[]\",:-0123456789.eE+*/%()\\xnultrfa \n\x80\xff";
    Rng rng(20260229);
    for (int round = 0; round < 1500; ++round) {
        std::string text = valid;
        for (std::uint64_t change = 0, changes = 1 + rng.below(4); change < changes; ++change) {
            const std::size_t at = rng.below(text.size());
            const std::size_t length = std::min<std::size_t>(1 + rng.below(12), text.size() - at);
            switch (rng.below(4)) {
            case 0:
                text[at] = tokens[rng.below(tokens.size())];
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(at, length));
                break;
            default:
                text.insert(rng.below(text.size()), text.substr(at, length));
                break;
            }
        }
        QVERIFY(writeFileAtomic(fixture.folder() / "task.json", text));
        if (const Result<Task> task = loadTask(fixture.folder()); !task) {
            QVERIFY(!task.error().why.empty());
            QVERIFY(!nlohmann::json(task.error().sentence()).dump().empty());
        }
    }
}

void TaskFileTest::findsTasksByNameAndPrefix()
{
    const std::filesystem::path tasks = std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources/tasks";
    QCOMPARE(findTask(tasks, "rmsnorm")->name, std::string("rmsnorm")); // though rmsnorm_backward starts the same
    QCOMPARE(findTask(tasks, "dept")->name, std::string("depthwise_conv"));
    QCOMPARE(findTask("/nowhere", (tasks / "mbdt").string())->name, std::string("mbdt"));
    const Result<Task> ambiguous = findTask(tasks, "ma");
    QVERIFY(!ambiguous);
    QCOMPARE(ambiguous.error().sentence(),
             std::string("\"ma\" is not one task: it could be map_id and matmul; type one more letter."));
    QCOMPARE(findTask(tasks, "sotfmax").error().sentence(),
             std::string("there is no task \"sotfmax\"; did you mean softmax."));
    QVERIFY(!findTask(tasks, ""));
    QVERIFY(!findTask("/nowhere", "softmax"));
}

void TaskFileTest::aRecordedTaskIsFoundInAnotherInstallation()
{
    const std::filesystem::path tasks = ESPALIER_SOURCE_DIR "/resources/tasks";
    QCOMPARE(recordedTask(tasks, "softmax", tasks / "softmax")->folder, tasks / "softmax");
    QVERIFY(!standInNote(*recordedTask(tasks, "softmax", tasks / "softmax"), tasks / "softmax"));
    QCOMPARE(recordedTask(tasks, "softmax", "/elsewhere/share/espalier/tasks/softmax")->folder, tasks / "softmax");
    // Somebody's own task of that name is another one.
    QVERIFY(!recordedTask(tasks, "softmax", "/elsewhere/mine/softmax"));
    QVERIFY(!recordedTask(tasks, "mine", "/elsewhere/tasks/mine"));
    TaskFixture own;
    own.write();
    QCOMPARE(recordedTask(tasks, "softmax", own.folder())->name, std::string("twice"));
}

QTEST_APPLESS_MAIN(TaskFileTest)
#include "tst_taskfile.moc"
