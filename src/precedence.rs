//! The order of the members of a side.

use crate::brief::{Member, Role};

/// The head first; then by stated rank; equal ranks by date of appointment; otherwise as written. People
/// without a rank follow those with one, and interpreters and note-takers without one come last.
pub fn in_protocol_order(members: &[Member]) -> Vec<&Member> {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by_key(|member| {
        let serves = member.rank.is_none() && member.role != Role::Member;
        let appointed = (member.appointed_on.is_none(), member.appointed_on);
        (!member.head, serves, member.rank.is_none(), member.rank.clone(), appointed)
    });
    members
}
