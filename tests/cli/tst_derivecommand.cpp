#include "core/base/file.h"
#include "core/store/store.h"
#include "tests/cli/commandrun.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

/// Branching off from a node, with the real rules and the real judge on a small budget.
class TestDeriveCommand : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    json m_from; ///< the node derived from
    json m_derived;

    CommandRun espalier(const char* words, const QStringList& more = {}) const
    {
        return run(QString::fromLatin1(words).split(QLatin1Char(' ')) + more +
                   QStringList{QStringLiteral("--store"), m_folder.path()});
    }

private Q_SLOTS:
    void initTestCase();
    void theRootIsTheNode();
    void whereItCameFromIsShown();
    void itIsResumed();
    void theSeedComparedWithIsTheTasks();
    void aLanguageThatDoesNotFitIsRefused();
    void whatCannotBeDerivedFrom();
    void anotherInstallationsFolderIsNoHindrance();
};

void TestDeriveCommand::initTestCase()
{
    const CommandRun searched = espalier("search rmsnorm --steps 2 --drafts 2 --policy uct --name first --json");
    QVERIFY2(searched.exitCode == 0, qPrintable(searched.err));
    const int best = searched.json().at("best").at("node").get<int>();
    m_from = espalier("show --json", {QStringLiteral("1.%1").arg(best)}).json();
    const CommandRun derived =
        espalier("derive --steps 2 --drafts 1 --name second --json", {QStringLiteral("1.%1").arg(best)});
    QVERIFY2(derived.exitCode == 0, qPrintable(derived.err));
    m_derived = derived.json();
    QCOMPARE(m_derived.at("session").get<int>(), 2);
}

void TestDeriveCommand::theRootIsTheNode()
{
    const json root = espalier("show 2.0 --json").json();
    QVERIFY(root.at("source") == m_from.at("source"));
    QVERIFY(root.at("options") == m_from.at("options"));
    QVERIFY(root.at("artefact") == m_from.at("artefact"));
    QCOMPARE(root.at("edge").get<std::string>(), std::string("root"));
    QVERIFY(root.at("summary") == "node " + m_from.at("id").get<std::string>());
}

/// A seed that does everything twenty times: what is compared with it is many times faster, whatever the machine does.
void TestDeriveCommand::theSeedComparedWithIsTheTasks()
{
    const std::filesystem::path task = std::filesystem::path(m_folder.path().toStdString()) / "rmsnorm_slowly";
    std::filesystem::copy(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm", task);
    std::string seed = *espalier::readFile(task / "seed.cpp");
    const std::size_t body = seed.find('{', seed.find("void rmsnorm("));
    seed.insert(body + 1, "\n    volatile int rounds = 20;\n    for (int i = 0; i < rounds; ++i) {\n");
    seed.insert(seed.rfind('}'), "}\n");
    QVERIFY(espalier::writeFileAtomic(task / "seed.cpp", seed));
    const CommandRun derived = espalier("derive 1.0 --steps 1 --drafts 1 --name third --json",
                                        {QStringLiteral("--task"), QString::fromStdString(task.string())});
    QVERIFY2(derived.exitCode == 0, qPrintable(derived.err));
    const json root =
        espalier("show --json", {QStringLiteral("%1.0").arg(derived.json().at("session").get<int>())}).json();
    QVERIFY(root.at("source") == espalier("show 1.0 --json").json().at("source"));
    QVERIFY2(root.at("evaluation").at("seed_speedup").get<double>() > 3, "the root is compared with itself");
}

void TestDeriveCommand::whereItCameFromIsShown()
{
    const json from{{"node", m_from.at("id")}, {"artefact", m_from.at("artefact")}};
    const json sessions = espalier("sessions --json").json();
    QVERIFY(sessions.back().at("derived_from") == from); // in the order they were made
    QVERIFY(!sessions.front().contains("derived_from"));
    QVERIFY(espalier("tree second --json").json()[0].at("derived_from") == from);
    QVERIFY(!espalier("tree first --json").json()[0].contains("derived_from"));
    QVERIFY(espalier("show 2.1 --json").json().at("derived_from") == from);
    const QString id = QString::fromStdString(m_from.at("id").get<std::string>());
    QVERIFY(espalier("show 2.0").out.contains(QStringLiteral("derived from: node ") + id));
    QVERIFY(espalier("tree second").out.contains(QStringLiteral("derived from node ") + id));
    QVERIFY(espalier("sessions").out.contains(id));
    auto store = espalier::Store::open(m_folder.path().toStdString());
    QVERIFY(store);
    const espalier::SessionSettings settings = store->session(2)->settings;
    QCOMPARE(settings.policy, std::string("uct")); // the node's session's
    QVERIFY(settings.program.starts_with("espalier "));
    QVERIFY(!settings.machine.empty());
}

void TestDeriveCommand::itIsResumed()
{
    const json before = espalier("tree second --json").json();
    const CommandRun resumed = espalier("resume second --steps 4 --json");
    QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.err));
    const json after = espalier("tree second --json").json();
    QVERIFY(after.size() > before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        QVERIFY(after[i] == before[i]);
    }
}

void TestDeriveCommand::aLanguageThatDoesNotFitIsRefused()
{
    const std::size_t before = espalier("sessions --json").json().size();
    const CommandRun refused = espalier("derive 1.0 --target opencl");
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains(QLatin1String("it is written in cpp, and that target takes opencl")),
             qPrintable(refused.err));
    QCOMPARE(espalier("sessions --json").json().size(), before); // nothing was begun
}

void TestDeriveCommand::whatCannotBeDerivedFrom()
{
    QCOMPARE(espalier("derive 1.4711").exitCode, 2);
    QCOMPARE(espalier("derive 1.0 --task no_such_task").exitCode, 2);
    QCOMPARE(espalier("derive").exitCode, 2);
    // A kernel for another operator is judged, and said to be no root.
    const CommandRun other = espalier("derive 1.0 --task softmax --steps 1");
    QCOMPARE(other.exitCode, 2);
    QVERIFY2(other.err.contains(QLatin1String("node 1.0 is not a correct kernel here")), qPrintable(other.err));
}

/// The store of another machine: its sessions name folders of tasks that are not here.
void TestDeriveCommand::anotherInstallationsFolderIsNoHindrance()
{
    QTemporaryDir copy;
    const QStringList there{QStringLiteral("--store"), copy.path()};
    std::filesystem::copy(m_folder.path().toStdString(), copy.path().toStdString(),
                          std::filesystem::copy_options::recursive);
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open((copy.path().toStdString() + "/espalier.db").c_str(), &database), SQLITE_OK);
    const char* const moved = "UPDATE tasks SET folder = '/elsewhere/espalier/tasks/rmsnorm' "
                              "WHERE folder LIKE '%/tasks/rmsnorm'";
    QCOMPARE(sqlite3_exec(database, moved, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    for (const char* words : {"resume 1 --steps 3", "derive 1.0 --steps 1 --drafts 1"}) {
        const CommandRun gone = run(QString::fromLatin1(words).split(QLatin1Char(' ')) + there);
        QVERIFY2(gone.exitCode == 0, qPrintable(gone.err));
        QVERIFY2(gone.err.contains(QLatin1String("/elsewhere/espalier/tasks/rmsnorm is not on this machine; the task "
                                                 "rmsnorm that comes with Espalier stands in for it")),
                 qPrintable(gone.err));
    }
}

QTEST_GUILESS_MAIN(TestDeriveCommand)
#include "tst_derivecommand.moc"
