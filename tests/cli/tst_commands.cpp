#include "tests/cli/commandrun.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

/// The command line as a user drives it, with the real rules and the real judge on a small budget. One search is made
/// first; the other tests read and steer it.
class TestCommands : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string m_session;
    json m_summary;

    CommandRun espalier(const char* words, const QStringList& more = {}) const
    {
        return run(QString::fromLatin1(words).split(QLatin1Char(' ')) + more +
                   QStringList{QStringLiteral("--store"), m_folder.path()});
    }

private Q_SLOTS:
    void initTestCase();
    void searchSummary();
    void sessions();
    void sessionsSayWhereTheyWereTaken();
    void tree();
    void show();
    void everyCorrectNodeIsDiagnosed();
    void diffAgainstParent();
    void machineCodeIsShownAndCompared();
    void aSessionIsDistilledOnce();
    void steerIsRecordedAndObeyed();
    void addAnEditedChild();
    void resumeGoesOn();
    void evaluateAFile();
    void evaluateAWrongFile();
    void tasksAreListed();
    void taskCheckAcceptsAShippedTask();
    void interruptedSearchIsKept();
    void doctor();
    void doctorNamesABlockedBubblewrap();
};

void TestCommands::initTestCase()
{
    const CommandRun outcome = espalier("search rmsnorm --steps 6 --drafts 3 --seed 1 --name first --json");
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    m_summary = outcome.json();
    QVERIFY2(m_summary.is_object(), qPrintable(outcome.out));
    m_session = std::to_string(m_summary.at("session").get<int>());
}

void TestCommands::searchSummary()
{
    for (const char* key :
         {"session", "steps", "nodes", "valid", "evaluations_per_minute", "baseline", "best", "seed_speedup"}) {
        QVERIFY2(m_summary.contains(key), key);
    }
    const json& best = m_summary.at("best");
    QVERIFY(best.at("speedup").get<double>() > 0);
    QVERIFY(best.at("ci").at(0).get<double>() <= best.at("speedup").get<double>());
    QVERIFY(best.at("ci").at(1).get<double>() >= best.at("speedup").get<double>());
    QVERIFY(best.at("roof_share").get<double>() > 0);
    QVERIFY(m_summary.at("baseline").at("ms").get<double>() > 0);
}

void TestCommands::sessions()
{
    const json list = espalier("sessions --json").json();
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list[0].at("task").get<std::string>(), std::string("rmsnorm"));
    QCOMPARE(list[0].at("state").get<std::string>(), std::string("done"));
    QCOMPARE(list[0].at("nodes").get<int>(), m_summary.at("nodes").get<int>());
}

void TestCommands::sessionsSayWhereTheyWereTaken()
{
    QVERIFY(!espalier("sessions --json").json()[0].contains("taken_on"));
    QVERIFY(espalier("sessions").out.contains(QLatin1String("  here  ")));
    const std::filesystem::path copy = std::filesystem::path(m_folder.path().toStdString()) / "carried";
    std::filesystem::copy(ESPALIER_SOURCE_DIR "/resources/examples/h200", copy,
                          std::filesystem::copy_options::recursive);
    const QStringList carried{QStringLiteral("sessions"), QStringLiteral("--store"),
                              QString::fromStdString(copy.string())};
    const CommandRun table = run(carried);
    QVERIFY2(table.out.contains(QLatin1String("  another machine  ")), qPrintable(table.out));
    QVERIFY2(!table.out.contains(QLatin1String("  here  ")), qPrintable(table.out));
    const json list = run(carried + QStringList{QStringLiteral("--json")}).json();
    QVERIFY(list[0].at("taken_on").at("fingerprint").get<std::string>().find("Linux") != std::string::npos);
}

void TestCommands::tree()
{
    const json list = espalier("tree first --json").json(); // by name
    QCOMPARE(list.size(), m_summary.at("nodes").get<std::size_t>());
    QCOMPARE(list[0].at("id").get<std::string>(), m_session + ".0");
    QVERIFY(list[0].at("parents").empty());
    QVERIFY(espalier("tree").out.contains(QLatin1String("#0")));
    QVERIFY(!list[1].contains("why"));
    const std::string why = espalier("tree first --why --json").json().at(1).at("why").get<std::string>();
    QVERIFY2(why.find("; memory: ") != std::string::npos, why.c_str());
    QVERIFY(espalier("tree first --why").out.contains(QString::fromStdString(why)));
}

void TestCommands::show()
{
    const json node = espalier("show 0 --json").json();
    QVERIFY(node.at("source").get<std::string>().find("rmsnorm") != std::string::npos);
    QVERIFY(node.at("evaluation").at("cases").size() >= 1);
    const QString prefix = QString::fromStdString(node.at("artefact").get<std::string>()).left(12);
    QVERIFY(espalier("show --json", {prefix}).json().at("artefact") == node.at("artefact"));
    QCOMPARE(espalier("show 4711").exitCode, 2);
}

void TestCommands::everyCorrectNodeIsDiagnosed()
{
    int diagnosed = 0;
    for (const json& listed : espalier("tree first --json").json()) {
        const std::string id = listed.at("id").get<std::string>();
        const json evaluation = espalier("show --json", {QString::fromStdString(id)}).json().at("evaluation");
        if (!evaluation.at("speedup").is_number() || evaluation.at("speedup").get<double>() <= 0) {
            continue;
        }
        const json& diagnosis = evaluation.at("diagnosis");
        QVERIFY2(diagnosis.at("bound") != "unknown", id.c_str());
        QVERIFY2(diagnosis.at("roof_share").get<double>() > 0, id.c_str());
        QVERIFY2(!diagnosis.at("facts").empty() && diagnosis.at("facts").size() <= 6, id.c_str());
        QVERIFY2(!diagnosis.at("confidence_reason").get<std::string>().empty(), id.c_str());
        ++diagnosed;
    }
    QCOMPARE(diagnosed, m_summary.at("valid").get<int>());
}

void TestCommands::diffAgainstParent()
{
    const CommandRun outcome = espalier("diff 0 1 --json");
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QVERIFY(!outcome.json().at("metrics").empty());
    QCOMPARE(espalier("diff 0").exitCode, 1); // the seed has no parent
}

void TestCommands::machineCodeIsShownAndCompared()
{
    const CommandRun shown = espalier("show 0 --assembly --json");
    QVERIFY2(shown.exitCode == 0, qPrintable(shown.err));
    const json form = shown.json().at("forms").at(0);
    QCOMPARE(form.at("name").get<std::string>(), std::string("x86"));
    QVERIFY(form.at("text").get<std::string>().find("kernel:\n") != std::string::npos);
    const CommandRun compared = espalier("diff 0 1 --assembly --json");
    QVERIFY2(compared.exitCode == 0, qPrintable(compared.err));
    QVERIFY(compared.json().at("assembly").at(0).at("patch").get<std::string>().starts_with("diff --git a/"));
    QVERIFY(espalier("diff 0 0 --assembly").out.contains(QLatin1String("The x86 code is the same.")));
}

void TestCommands::aSessionIsDistilledOnce()
{
    const QStringList where{QStringLiteral("--kb"), m_folder.filePath(QStringLiteral("own"))};
    const CommandRun once = espalier("kb distil first --json", where);
    QVERIFY2(once.exitCode == 0, qPrintable(once.err));
    const json again = espalier("kb distil first --json", where).json();
    QVERIFY2(again.at("changes").empty(), again.dump().c_str());
    const json learned = espalier("kb learned --json", where).json();
    QCOMPARE(learned.size(), once.json().at("changes").size());
    for (const json& skill : learned) {
        QCOMPARE(skill.at("version").get<int>(), 1);
        QVERIFY(!skill.at("evidence").empty());
    }
    if (!learned.empty()) { // what six steps teach depends on the machine
        const CommandRun checked = espalier("kb check", {m_folder.filePath(QStringLiteral("own"))});
        QVERIFY2(checked.exitCode == 0, qPrintable(checked.out));
    }
    QCOMPARE(espalier("kb distil nobody").exitCode, 2);
    QVERIFY(espalier("kb distil first --synth rules", where).err.contains("is no model"));
}

void TestCommands::steerIsRecordedAndObeyed()
{
    QCOMPARE(espalier("steer first prune 1").exitCode, 0);
    QCOMPARE(espalier("tree first --json").json().at(1).at("state").get<std::string>(), std::string("pruned"));
    QCOMPARE(espalier("steer first restore 1").exitCode, 0);
    QCOMPARE(espalier("tree first --json").json().at(1).at("state").get<std::string>(), std::string("open"));
    QCOMPARE(espalier("steer first prune 99").exitCode, 2);
    QCOMPARE(espalier("steer first memory 1 amnesia").exitCode, 2);
    QCOMPARE(espalier("steer first hint 1", {QStringLiteral("keep rows in registers")}).exitCode, 0);
}

void TestCommands::addAnEditedChild()
{
    const json seed = espalier("show 0 --json").json();
    const QString path = m_folder.filePath(QStringLiteral("edited.cpp"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(("// by hand\n" + seed.at("source").get<std::string>()).c_str());
    file.close();
    QCOMPARE(espalier("steer first add 0", {path}).exitCode, 0);
    const CommandRun resumed = espalier("resume first --steps 7 --json");
    QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.err));
    const json list = espalier("tree first --json").json();
    bool found = false;
    for (const json& node : list) {
        const json shown = espalier("show --json", {QString::fromStdString(node.at("id").get<std::string>())}).json();
        if (shown.at("edge") == "hand" && shown.at("source").get<std::string>().starts_with("// by hand")) {
            found = true;
            QCOMPARE(node.value("duplicate_of", ""), m_session + ".0"); // a comment makes no other kernel
            QCOMPARE(shown.value("duplicate_of", ""), m_session + ".0");
        }
    }
    QVERIFY(found);
}

void TestCommands::resumeGoesOn()
{
    const std::size_t before = espalier("tree first --json").json().size();
    const CommandRun outcome = espalier("resume first --steps 12 --json");
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const json list = espalier("tree first --json").json();
    QVERIFY(list.size() > before);
    for (std::size_t i = 0; i < list.size(); ++i) {
        QCOMPARE(list[i].at("id").get<std::string>(), m_session + "." + std::to_string(i));
    }
}

void TestCommands::evaluateAFile()
{
    const CommandRun outcome =
        espalier("evaluate softmax --json", {QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed.cpp")});
    const json document = outcome.json();
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err + outcome.out));
    QVERIFY2(outcome.err.startsWith(QLatin1String("racing the baselines of softmax\n")), qPrintable(outcome.err));
    QCOMPARE(document.at("stage").get<std::string>(), std::string("done"));
    QVERIFY(document.at("seed_speedup").get<double>() > 0.5);
    QVERIFY(document.at("diagnosis").at("facts").size() >= 1);
}

void TestCommands::evaluateAWrongFile()
{
    const QString path = m_folder.filePath(QStringLiteral("empty.cpp"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#include <cstdint>\nvoid softmax(const float*, float*, int64_t, int64_t) {}\n");
    file.close();
    const CommandRun outcome = espalier("evaluate softmax --json", {path});
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(outcome.json().at("verdict").get<std::string>(), std::string("wrong"));
}

void TestCommands::tasksAreListed()
{
    QCOMPARE(espalier("tasks --json").json().size(), std::size_t{19});
    const json task = espalier("tasks depth --json").json(); // unique prefix
    QCOMPARE(task.at("task").get<std::string>(), std::string("depthwise_conv"));
    QVERIFY(!task.at("cuda_only").get<bool>());
    QVERIFY(espalier("tasks conv1d_fp16 --json").json().at("cuda_only").get<bool>());
}

void TestCommands::taskCheckAcceptsAShippedTask()
{
    QCOMPARE(espalier("tasks check " ESPALIER_SOURCE_DIR "/resources/tasks/softmax").exitCode, 0);
}

void TestCommands::interruptedSearchIsKept()
{
    QProcess process;
    process.start(QStringLiteral(ESPALIER_BIN_DIR "/espalier"),
                  {QStringLiteral("search"), QStringLiteral("rmsnorm"), QStringLiteral("--steps"),
                   QStringLiteral("500"), QStringLiteral("--name"), QStringLiteral("long"), QStringLiteral("--json"),
                   QStringLiteral("--store"), m_folder.path()});
    QVERIFY(process.waitForStarted());
    const auto nodes = [&] {
        const CommandRun tree = espalier("tree long --json");
        return tree.exitCode == 0 ? tree.json().size() : std::size_t{0};
    };
    QTRY_VERIFY_WITH_TIMEOUT(nodes() >= 2, 60'000);
    // a second process is told who holds it
    const CommandRun second = espalier("resume long");
    QVERIFY(second.exitCode == 1 || second.exitCode == 3);
    QVERIFY2(second.err.contains(QLatin1String("espalier")), qPrintable(second.err));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 4);
    QVERIFY(nodes() >= 2);
}

void TestCommands::doctor()
{
    const CommandRun outcome = espalier("doctor --json");
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.out));
    QVERIFY(outcome.json().at("ok").get<bool>());
    int trials = 0;
    const auto document = outcome.json();
    for (const auto& finding : document.at("findings")) {
        const auto name = finding.at("name").get<std::string>();
        if (name == "run sandbox") {
            ++trials;
            QVERIFY2(finding.at("works").get<bool>(), finding.at("detail").get<std::string>().c_str());
        }
    }
    QCOMPARE(trials, 6);
}

void TestCommands::doctorNamesABlockedBubblewrap()
{
    const QTemporaryDir folder;
    QFile program(folder.filePath(QStringLiteral("bwrap")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toUtf8() + ":" + path);
    const CommandRun outcome = espalier("doctor");
    qputenv("PATH", path);
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.contains(QLatin1String("reduced; bubblewrap does not work here (bwrap: setting up uid map: "
                                                "Permission denied)")),
             qPrintable(outcome.out));
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
