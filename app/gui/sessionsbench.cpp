#include "app/gui/sessionsbench.h"

#include "app/gui/application.h"
#include "app/gui/benchtimes.h"
#include "app/gui/runnerlauncher.h"
#include "app/gui/syntheticsession.h"
#include "core/base/temporaryfolder.h"
#include "core/store/fillsession.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr int kOpenings = 7;

Result<SessionId> filled(Store& store, int nodes)
{
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.steps = nodes - 1;
    const Result<SessionId> session = store.createSession(settings);
    if (!session) {
        return session;
    }
    NodeInsert insert;
    insert.candidateObject = toObject(Candidate{"cpp", "g++", {}, "// made for a benchmark\n"});
    const Result<std::string> artefact = store.putObject(insert.candidateObject);
    if (!artefact) {
        return artefact.error();
    }
    SyntheticSession nodesOf(1);
    const auto rowsOf = [&](NodeNumber) {
        insert.node = nodesOf.nextNode();
        insert.node.artefact = *artefact;
        insert.node.skills = {"tile"};
        insert.node.why = "highest upper confidence bound of the frontier: 1.32 + 0.41";
        insert.node.speedup = {insert.node.fitness, insert.node.fitness * 0.98, insert.node.fitness * 1.02};
        insert.node.ms = 1.5;
        return insert;
    };
    const Result<void> done = fillSession(store, *session, {0, static_cast<NodeNumber>(nodes), rowsOf, "plain", 1.5});
    return done ? session : done.error();
}

/// From the click to the painted window.
void untilPainted(GuiApplication& program, const std::function<void()>& click)
{
    QEventLoop loop;
    QObject::connect(&program, &GuiApplication::sessionShown, &loop, &QEventLoop::quit);
    click();
    loop.exec();
    program.window().repaint();
    QCoreApplication::processEvents();
}

/// What reading alone takes, by a store that looks at the session for the first time.
double readingMs(const std::filesystem::path& folder, SessionId session)
{
    BenchTimes times;
    for (int i = 0; i < kOpenings; ++i) {
        times.add([&] {
            Result<Store> store = Store::open(folder);
            StoreCursor cursor;
            if (store) {
                static_cast<void>(store->changes(session, cursor));
            }
        });
    }
    return times.median();
}

} // namespace

Result<std::string> benchSessions(const std::vector<int>& sizes, bool json)
{
    const TemporaryFolder folder;
    nlohmann::json rows = nlohmann::json::array();
    std::vector<SessionId> sessions;
    SessionId small = 0; // shown between the others, so that each opening starts from another session
    {
        Result<Store> store = Store::open(folder.path());
        const Result<SessionId> first = store ? filled(*store, 10) : store.error();
        if (!first) {
            return first.error();
        }
        small = *first;
        for (const int nodes : sizes) {
            BenchTimes filling;
            Result<SessionId> session = small;
            filling.add([&] { session = filled(*store, nodes); });
            if (!session) {
                return session.error();
            }
            sessions.push_back(*session);
            rows.push_back({{"nodes", nodes}, {"fill_s", filling.median() / 1000}});
        }
    }
    GuiApplication program(folder.path(), std::make_unique<RunnerLauncher>(folder.path()));
    program.window().resize(1920, 1080);
    program.window().show();
    untilPainted(program, [&] { program.open(QString::number(small)); });
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        BenchTimes opening;
        for (int turn = 0; turn < kOpenings; ++turn) {
            opening.add([&] { untilPainted(program, [&] { program.show(sessions[i], {}); }); });
            untilPainted(program, [&] { program.show(small, {}); });
        }
        rows[i]["read_ms"] = readingMs(folder.path(), sessions[i]);
        rows[i]["open_ms"] = opening.median();
        rows[i]["open_worst_ms"] = opening.p99();
        rows[i]["window_cpu_ms"] = opening.medianCpu();
    }
    if (json) {
        return rows.dump();
    }
    std::string text;
    for (const nlohmann::json& row : rows) {
        char line[160];
        std::snprintf(line, sizeof line, "%d nodes: opened in %.0f ms, worst %.0f ms; reading %.0f ms of it\n",
                      row["nodes"].get<int>(), row["open_ms"].get<double>(), row["open_worst_ms"].get<double>(),
                      row["read_ms"].get<double>());
        text += line;
    }
    return text;
}

} // namespace espalier
