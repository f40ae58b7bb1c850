#pragma once

#include "widgets/models/sessionsmodel.h"

#include <QListView>

namespace espalier {

/// The sessions of the store, two lines each, the best speedup at the right; choosing one opens it.
class SessionList : public QListView
{
    Q_OBJECT
public:
    explicit SessionList(SessionsModel& model, QWidget* parent = nullptr);
    /// Marks the open session without asking to open it again.
    void setOpen(std::int64_t id);

Q_SIGNALS:
    void chosen(qlonglong id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    SessionsModel& m_model;
    std::int64_t m_open = 0;
};

} // namespace espalier
