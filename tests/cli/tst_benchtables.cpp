#include "tests/cli/commandrun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

/// Tables over searches that ran elsewhere, made of what their --json printed.
class TestBenchTables : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const char* name, const json& document) const
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write a file");
        }
        file.write(QByteArray::fromStdString(document.dump()));
        return path;
    }

    static json searched(const char* variant, const char* task, int toDouble, double best)
    {
        return {{"variant", variant}, {"task", task}, {"seed", 1},        {"evaluations", 60},
                {"failed", 6},        {"to_1.2", 5},  {"to_2", toDouble}, {"best", best}};
    }

private Q_SLOTS:
    void anAblationOfSeveralMachines();
    void secondSessionsOfSeveralMachines();
    void whatIsNoResultIsRefused_data();
    void whatIsNoResultIsRefused();
    void aKindHasItsOwnOptions();
};

void TestBenchTables::anAblationOfSeveralMachines()
{
    const QString one =
        write("one.json", {{"runs", {searched("as it is", "rmsnorm", 10, 2), searched("uct", "rmsnorm", 0, 1)}}});
    const QString other =
        write("other.json", {{"runs", {searched("as it is", "softmax", 20, 2), searched("uct", "softmax", 0, 1)}}});
    const CommandRun table = run({"bench", "search", "--ablate", "--read", one, "--read", other, "--json"});
    QCOMPARE(table.exitCode, 0);
    const json rows = table.json()["variants"];
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0]["variant"].get<std::string>(), std::string("as it is"));
    QCOMPARE(rows[0]["runs"].get<int>(), 2);
    QCOMPARE(rows[0]["to_2"]["runs"].get<int>(), 2);
    QVERIFY(std::abs(rows[1]["best"]["value"].get<double>() - 0.5) < 1e-9);
    QVERIFY(std::abs(rows[1]["failing"]["value"].get<double>() - 0.1) < 1e-9);
    QCOMPARE(table.json()["runs"].size(), std::size_t{4});
}

void TestBenchTables::secondSessionsOfSeveralMachines()
{
    const auto row = [](int with, const json& without) {
        return json{{"first", "rmsnorm"},
                    {"second", "layernorm"},
                    {"seed", 1},
                    {"bar", 1.5},
                    {"evaluations", {{"first", 20}, {"with", with}, {"without", without}}}};
    };
    const QString one = write("first.json", {{"steps", 60}, {"rows", {row(5, 20)}}});
    const QString other = write("second.json", {{"steps", 60}, {"rows", {row(15, nullptr)}}});
    const CommandRun table = run({"bench", "second", "--read", one, "--read", other, "--json"});
    QCOMPARE(table.exitCode, 0);
    QCOMPARE(table.json()["median_share_with"].get<double>(), 0.5);
    QCOMPARE(table.json()["median_share_without"].get<double>(), 2.0); // one at 1, one never: 60 steps of 20
    QCOMPARE(table.json()["median_with_of_without"].get<double>(), 0.25);
}

void TestBenchTables::whatIsNoResultIsRefused_data()
{
    QTest::addColumn<QString>("bench");
    QTest::addColumn<QByteArray>("document");
    for (const char* bench : {"search", "second"}) {
        for (const char* document :
             {"[]", "{}", "{\"runs\":[{}],\"rows\":[{}],\"steps\":1}", "{\"runs\":1,\"rows\":1,\"steps\":\"x\"}"}) {
            QTest::addRow("%s %s", bench, document) << QString::fromLatin1(bench) << QByteArray(document);
        }
    }
}

void TestBenchTables::whatIsNoResultIsRefused()
{
    QFETCH(QString, bench);
    QFETCH(QByteArray, document);
    const QString file = write("wrong.json", json::parse(document.toStdString()));
    const QStringList command = bench == QLatin1String("search") ? QStringList{"bench", bench, "--ablate", "--read"}
                                                                 : QStringList{"bench", bench, "--read"};
    for (const QString& wrong : {file, m_folder.filePath("none.json")}) {
        const CommandRun table = run(command + QStringList{wrong});
        QCOMPARE(table.exitCode, 2);
        QVERIFY2(table.err.contains(QLatin1String("cannot be read")), qPrintable(table.err));
    }
}

void TestBenchTables::aKindHasItsOwnOptions()
{
    const QString paper = run({"bench", "--json", "paper", "--help"}).out;
    for (const char* own : {"usage: espalier bench paper", "--row <NAME>", "--sessions <DIR>", "--torch <FILE>"}) {
        QVERIFY2(paper.contains(QLatin1String(own)), qPrintable(paper));
    }
    for (const char* other : {"--fixtures", "--synth", "--runs"}) {
        QVERIFY2(!paper.contains(QLatin1String(other)), qPrintable(paper));
    }
    QVERIFY(run({"bench", "search", "--help"}).out.contains(QLatin1String("--synth <SYNTH>")));
    const QString all = run({"bench", "--help"}).out;
    for (const char* kind :
         {"search: ", "second: ", "loop: ", "aa: ", "repeat: ", "sandbox: ", "cheats: ", "paper: "}) {
        QVERIFY2(all.contains(QLatin1String(kind)), qPrintable(all));
    }
    QVERIFY2(!all.contains(QLatin1String("--fixtures <DIR>")), qPrintable(all));
    const CommandRun foreign = run({"bench", "loop", "--fixtures", "x"});
    QCOMPARE(foreign.exitCode, 2);
    QVERIFY2(foreign.err.contains(QLatin1String("Unknown option 'fixtures'")), qPrintable(foreign.err));
    const CommandRun unknown = run({"bench", "paint"});
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.err.contains(QLatin1String("bench knows no \"paint\"; use search, second, loop, aa, repeat, "
                                                "sandbox, cheats or paper.")),
             qPrintable(unknown.err));
}

QTEST_GUILESS_MAIN(TestBenchTables)
#include "tst_benchtables.moc"
