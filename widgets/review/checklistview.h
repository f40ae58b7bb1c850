#pragma once

#include "core/review/checklist.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace espalier {

/// The checklist of a review: a sign, the question, its evidence, and what to do about it. The evidence is the
/// judge's, in English.
class ChecklistView : public QWidget
{
    Q_OBJECT
public:
    explicit ChecklistView(QWidget* parent = nullptr);
    void setItems(const std::vector<CheckItem>& items);
    /// For tests and screen readers: "✓ yes: correct on every case: …" a line each.
    QStringList lines() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void addItem(const CheckItem& item);

    std::vector<CheckItem> m_items;
    QVBoxLayout* m_column;
};

} // namespace espalier
