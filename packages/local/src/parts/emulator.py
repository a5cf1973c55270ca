"""Runs the emulator with streams that outlive a restart.

It keeps how far each stream was read, but neither what was in it nor where it began: a stage that was stopped and started would not
be told of a change until there had been as many as before. So what was not read yet is kept as well, with its place.
"""

import copy

from ministack.app import main
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb, lambda_svc

keep, restore = dynamodb.get_state, dynamodb.load_persisted_state


def read_until(account, region, table, begin, end):
    """The place up to which everybody who reads a table's stream has read it."""
    places = [
        place
        for (of_account, of_region, mapping), place in lambda_svc._dynamodb_stream_positions.all_items()
        if (of_account, of_region) == (account, region)
        and f":table/{table}/stream/"
        in (lambda_svc._esms.get_scoped(account, region, mapping) or {}).get("EventSourceArn", "")
    ]
    return min([max(begin, place) for place in places], default=end)


def get_state():
    unread, begun = AccountRegionScopedDict(), AccountRegionScopedDict()
    for (account, region, table), records in dynamodb._stream_records.all_items():
        begin = dynamodb._stream_trimmed.get_scoped(account, region, table, 0)
        place = read_until(account, region, table, begin, begin + len(records))
        unread.set_scoped(account, region, table, copy.deepcopy(records[place - begin :]))
        begun.set_scoped(account, region, table, place)
    return {**keep(), "stream_records": unread, "stream_trimmed": begun}


def load_persisted_state(data):
    restore(data)
    if data:
        dynamodb._stream_records.update(data.get("stream_records", {}))
        dynamodb._stream_trimmed.update(data.get("stream_trimmed", {}))
        # State of the emulator as it is begins somewhere beyond what anybody has read.
        if "stream_trimmed" not in data:
            for (account, region, table), _ in dynamodb._tables.all_items():
                dynamodb._stream_trimmed.set_scoped(account, region, table, 10**9)


dynamodb.get_state, dynamodb.load_persisted_state = get_state, load_persisted_state
main()
