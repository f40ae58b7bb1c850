#pragma once

#include "core/graph/candidate.h"
#include "core/store/store.h"
#include "widgets/models/feed.h"
#include "widgets/models/nodefigures.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <map>
#include <optional>

namespace espalier {

/// The window's hand on the store, on a thread of its own with a connection of its own: polls the open session, sends
/// what changed in batches (at most 30 a second), reads details, records steering. Talked to by queued signals only.
class StoreWorker : public QObject
{
    Q_OBJECT
public:
    explicit StoreWorker(std::filesystem::path folder) : m_folder(std::move(folder)) {}

public Q_SLOTS:
    /// Opens the store and the session with this text (see Store::findSession); an empty text opens the newest.
    void open(const QString& session);
    void choose(qlonglong session);
    void load(quint64 generation, espalier::NodeNumber node);
    /// Figures of the nodes [from, end), and what was said in each step; charts ask for them while they are shown.
    void loadFigures(quint64 generation, espalier::NodeNumber from, espalier::NodeNumber end);
    void loadCosts(quint64 generation);
    /// Of this session, whichever is open by the time it is read here.
    void record(qlonglong session, const espalier::SteerCommand& command);
    void add(qlonglong session, espalier::NodeNumber node, const espalier::Candidate& candidate, const QString& reason);

Q_SIGNALS:
    void batch(const espalier::FeedBatch& batch);
    void sessions(const std::vector<espalier::SessionSummary>& sessions);
    void details(quint64 generation, espalier::NodeNumber node, const espalier::NodeDetailsPtr& details);
    void figures(quint64 generation, espalier::NodeNumber from, const std::vector<espalier::NodeFigures>& figures);
    void costs(quint64 generation, const std::vector<espalier::StepCost>& costs);
    void problem(const QString& sentence);
    /// The first answer to open(): whether the store could be read at all.
    void opened(bool readable);

private:
    void poll();
    void listSessions();
    void report(const Error& error);
    NodeDetailsPtr read(NodeNumber node);

    std::filesystem::path m_folder;
    std::optional<Store> m_store;
    std::optional<SessionId> m_session;
    StoreCursor m_cursor;
    std::map<int, StepCost> m_costs; ///< of the open session's steps; what was said in a step never changes
    bool m_fresh = false;            ///< the next batch starts a session anew
    QTimer* m_poll = nullptr;
    QTimer* m_list = nullptr;
    QString m_lastProblem;
};

} // namespace espalier
