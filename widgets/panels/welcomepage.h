#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/sessionsmodel.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace espalier {

/// A recorded session that comes with the program, to look at.
struct Example
{
    QString title;
    QString summary; ///< one sentence
    QString folder;  ///< its store
};

/// What stands in the place of the tree while no session is open: how to start, the newest sessions, the examples, and
/// what this machine can run. GUI thread.
class WelcomePage : public QWidget
{
    Q_OBJECT
public:
    WelcomePage(SessionsModel& sessions, Actions& actions, QWidget* parent = nullptr);

    void setExamples(const std::vector<Example>& examples);
    void setTargets(const std::vector<TargetChoice>& targets);

Q_SIGNALS:
    void sessionChosen(qlonglong id);
    void exampleChosen(const QString& folder);

private:
    QVBoxLayout* addSection(const QString& title);
    void listSessions();
    void makeLinks();

    SessionsModel& m_sessions;
    QVBoxLayout* m_column;
    QVBoxLayout* m_recent;
    std::optional<std::vector<std::pair<std::int64_t, QString>>> m_links; ///< in m_recent: sessions with their titles
    std::vector<QLabel*> m_linkTexts;                                     ///< beside them
    QVBoxLayout* m_examples;
    QVBoxLayout* m_machine;
};

} // namespace espalier
